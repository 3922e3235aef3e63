using System;

namespace EssReminds.Emulator;

/// <summary>
/// Limits the calls in each second of the clock. Around the boundary of two seconds, up to twice the limit can fall into one second.
/// </summary>
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
