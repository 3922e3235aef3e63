using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>Limits the calls in any period of one second.</summary>
internal sealed class SlidingWindow(double limit) : CallWindow(limit)
{
    private readonly Queue<TimeSpan> _counted = new();

    protected override int CountAt(TimeSpan arrived)
    {
        while (_counted.TryPeek(out TimeSpan oldest) && oldest <= arrived - Length) _counted.Dequeue();
        return _counted.Count;
    }

    protected override void Count(TimeSpan arrived) => _counted.Enqueue(arrived);
}
