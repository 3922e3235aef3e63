using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>Counts the calls of one action, or of all. Not thread-safe.</summary>
internal sealed class Traffic
{
    private readonly Queue<TimeSpan> _lastSecond = new();
    private TimeSpan? _first, _last;
    private int _calls, _inFlight, _mostInFlight, _mostInASecond;
    private long _carriedOut, _refusals;

    /// <summary>Counts a call that arrives.</summary>
    /// <returns>The number of the call, from one.</returns>
    public int Arrive(TimeSpan time)
    {
        _first ??= time;
        // Concurrent calls may get here out of order; keep the time monotonic.
        if (time < _last) time = _last.Value;
        _last = time;
        while (_lastSecond.TryPeek(out TimeSpan oldest) && oldest <= time - TimeSpan.FromSeconds(1)) _lastSecond.Dequeue();
        _lastSecond.Enqueue(time);
        _mostInASecond = Math.Max(_mostInASecond, _lastSecond.Count);
        _mostInFlight = Math.Max(_mostInFlight, ++_inFlight);
        return ++_calls;
    }

    public void Leave() => _inFlight--;

    public void CarryOut() => _carriedOut++;

    public void Refuse() => _refusals++;

    public CallStats Snapshot() => new()
    {
        Calls = _calls,
        CarriedOut = _carriedOut,
        Refusals = _refusals,
        MostCallsInAnySecond = _mostInASecond,
        MostInFlight = _mostInFlight,
        InFlight = _inFlight,
        FirstCall = _first?.TotalSeconds,
        LastCall = _last?.TotalSeconds,
    };
}
