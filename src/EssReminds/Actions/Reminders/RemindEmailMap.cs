using System;
using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Actions.Reminders;

/// <summary>The mail addresses of a run, found by the flows of a call.</summary>
internal sealed class RemindEmailMap
{
    private readonly List<RemindEmail> _everywhere = [];
    private readonly Dictionary<string, List<RemindEmail>> _ofFlows = new(StringComparer.Ordinal);

    public bool IsEmpty => _everywhere.Count == 0 && _ofFlows.Count == 0;

    /// <summary>Adds an address of which no flow is known: every call carries it.</summary>
    public void Add(RemindEmail email) => _everywhere.Add(email);

    /// <summary>Adds an address that only calls with this flow carry.</summary>
    public void Add(RemindEmail email, string flowId)
    {
        if (!_ofFlows.TryGetValue(flowId, out List<RemindEmail>? emails)) _ofFlows.Add(flowId, emails = []);
        emails.Add(email);
    }

    /// <summary>What a call for these flows carries: the addresses without a flow, then those of its flows, in their order.</summary>
    public IReadOnlyList<RemindEmail> For(IReadOnlyList<string> flowIds)
    {
        if (_ofFlows.Count == 0) return _everywhere;

        var emails = new List<RemindEmail>(_everywhere);
        foreach (string id in flowIds)
            if (_ofFlows.TryGetValue(id, out List<RemindEmail>? ofFlow)) emails.AddRange(ofFlow);

        return emails;
    }

    /// <summary>The addresses that no call carried because their flows are none of the run's.</summary>
    public IReadOnlyList<(RemindEmail Email, string FlowId)> Missed(Func<string, bool> isInRun) =>
        [.. from flow in _ofFlows where !isInRun(flow.Key) from email in flow.Value select (email, flow.Key)];
}
