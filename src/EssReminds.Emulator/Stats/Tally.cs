using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>Collects the statistics. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly Traffic _all = new();
    private readonly Dictionary<string, Traffic> _actions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _faults = new(StringComparer.Ordinal);
    private long _connections, _probes, _redirects;

    /// <summary>Counts a call that arrives.</summary>
    /// <param name="time">The time of arrival, since the start.</param>
    /// <param name="action">Its action; null for an unknown one.</param>
    /// <returns>The number of the call among all calls, from one.</returns>
    public int Arrive(TimeSpan time, string? action)
    {
        lock (_gate)
        {
            Of(action)?.Arrive(time);
            return _all.Arrive(time);
        }
    }

    public void Leave(string? action) => Count(action, traffic => traffic.Leave());

    public void CarryOut(string? action) => Count(action, traffic => traffic.CarryOut());

    public void Refuse(string? action) => Count(action, traffic => traffic.Refuse());

    public int Connect() => (int)Interlocked.Increment(ref _connections);

    public void Probe() => Interlocked.Increment(ref _probes);

    public void FollowRedirect() => Interlocked.Increment(ref _redirects);

    public void Error(string code) => Count(_errors, code);

    public void Fault(string name) => Count(_faults, name);

    public EmulatorStats Snapshot(FlowBook book)
    {
        lock (_gate)
        {
            CallStats all = _all.Snapshot();
            return new EmulatorStats
            {
                Calls = all.Calls,
                CarriedOut = all.CarriedOut,
                Refusals = all.Refusals,
                Errors = new SortedDictionary<string, long>(_errors, StringComparer.Ordinal),
                Reminders = book.TotalReminders,
                FlowsReminded = book.FlowsReminded,
                MostCallsInAnySecond = all.MostCallsInAnySecond,
                MostInFlight = all.MostInFlight,
                InFlight = all.InFlight,
                Connections = Interlocked.Read(ref _connections),
                FirstCall = all.FirstCall,
                LastCall = all.LastCall,
                Actions = new SortedDictionary<string, CallStats>(
                    _actions.ToDictionary(action => action.Key, action => action.Value.Snapshot()), StringComparer.Ordinal),
                Faults = new SortedDictionary<string, long>(_faults, StringComparer.Ordinal),
                Probes = Interlocked.Read(ref _probes),
                RedirectsFollowed = Interlocked.Read(ref _redirects),
            };
        }
    }

    private void Count(string? action, Action<Traffic> count)
    {
        lock (_gate)
        {
            count(_all);
            if (Of(action) is { } traffic) count(traffic);
        }
    }

    private void Count(Dictionary<string, long> counts, string name)
    {
        lock (_gate) counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    private Traffic? Of(string? action)
    {
        if (action is null) return null;
        if (!_actions.TryGetValue(action, out Traffic? traffic)) _actions.Add(action, traffic = new Traffic());
        return traffic;
    }
}
