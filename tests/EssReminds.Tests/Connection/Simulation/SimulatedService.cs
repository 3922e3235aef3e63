using System;
using System.Collections.Generic;

namespace EssReminds.Tests.Connection.Simulation;

/// <summary>Counts calls in any second or in calendar seconds, as the real service may.</summary>
internal sealed class SimulatedService(int quota, bool calendarSeconds)
{
    private readonly Queue<long> _accepted = new();
    private long _second = -1;
    private int _inSecond;

    public int Quota => quota;

    public bool TryEnter(long now) => calendarSeconds ? TryEnterCalendarSecond(now) : TryEnterAnySecond(now);

    private bool TryEnterAnySecond(long now)
    {
        while (_accepted.TryPeek(out long oldest) && oldest <= now - TimeSpan.TicksPerSecond) _accepted.Dequeue();
        if (_accepted.Count >= quota) return false;
        _accepted.Enqueue(now);
        return true;
    }

    private bool TryEnterCalendarSecond(long now)
    {
        long second = now / TimeSpan.TicksPerSecond;
        if (second != _second) (_second, _inSecond) = (second, 0);
        return ++_inSecond <= quota;
    }
}
