using System;
using System.Collections.Generic;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>Counts what happens. Safe to use from many calls at once.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly Queue<TimeSpan> _lastSecond = new();
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _faults = new(StringComparer.Ordinal);
    private TimeSpan? _first, _last;
    private int _calls, _inFlight, _mostInFlight, _mostInASecond;
    private long _carriedOut, _refusals, _connections, _probes, _redirects;

    /// <summary>Counts a call in.</summary>
    /// <returns>Its number, from one.</returns>
    public int Arrive(TimeSpan time)
    {
        lock (_gate)
        {
            _first ??= time;
            // Calls that arrive together may come here in another order.
            if (time < _last) time = _last.Value;
            _last = time;
            while (_lastSecond.TryPeek(out TimeSpan oldest) && oldest <= time - TimeSpan.FromSeconds(1)) _lastSecond.Dequeue();
            _lastSecond.Enqueue(time);
            _mostInASecond = Math.Max(_mostInASecond, _lastSecond.Count);
            _mostInFlight = Math.Max(_mostInFlight, ++_inFlight);
            return ++_calls;
        }
    }

    public void Leave()
    {
        lock (_gate) _inFlight--;
    }

    public int Connect() => (int)Interlocked.Increment(ref _connections);

    public void CarryOut() => Interlocked.Increment(ref _carriedOut);

    public void Refuse() => Interlocked.Increment(ref _refusals);

    public void Probe() => Interlocked.Increment(ref _probes);

    public void FollowRedirect() => Interlocked.Increment(ref _redirects);

    public void Error(string code) => Count(_errors, code);

    public void Fault(string name) => Count(_faults, name);

    public EmulatorStats Snapshot(FlowBook book)
    {
        lock (_gate)
        {
            return new EmulatorStats
            {
                Calls = _calls,
                CarriedOut = Interlocked.Read(ref _carriedOut),
                Refusals = Interlocked.Read(ref _refusals),
                Errors = new SortedDictionary<string, long>(_errors, StringComparer.Ordinal),
                Reminders = book.TotalReminders,
                FlowsReminded = book.FlowsReminded,
                MostCallsInAnySecond = _mostInASecond,
                MostInFlight = _mostInFlight,
                InFlight = _inFlight,
                Connections = Interlocked.Read(ref _connections),
                FirstCall = _first?.TotalSeconds,
                LastCall = _last?.TotalSeconds,
                Faults = new SortedDictionary<string, long>(_faults, StringComparer.Ordinal),
                Probes = Interlocked.Read(ref _probes),
                RedirectsFollowed = Interlocked.Read(ref _redirects),
            };
        }
    }

    private void Count(Dictionary<string, long> counts, string name)
    {
        lock (_gate) counts[name] = counts.GetValueOrDefault(name) + 1;
    }
}
