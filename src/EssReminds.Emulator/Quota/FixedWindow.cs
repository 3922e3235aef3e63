using System;

namespace EssReminds.Emulator;

/// <summary>No second of the calendar has more calls than the limit; two that meet can have twice as many in one second.</summary>
internal sealed class FixedWindow(double limit, DateTimeOffset startedAt) : CallWindow(limit)
{
    private long _window = -1;
    private int _count;

    protected override int CountAt(TimeSpan arrived)
    {
        long window = (startedAt.UtcTicks + arrived.Ticks) / Length.Ticks;
        if (window != _window) (_window, _count) = (window, 0);
        return _count;
    }

    protected override void Count(TimeSpan arrived) => _count++;
}
