using System;
using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Actions.Reminders;

/// <summary>The mail addresses of a run, looked up by flow.</summary>
internal sealed class RemindEmailMap
{
    private readonly List<RemindEmail> _everywhere = [];
    private readonly Dictionary<string, List<RemindEmail>> _ofFlows = new(StringComparer.Ordinal);

    public bool IsEmpty => _everywhere.Count == 0 && _ofFlows.Count == 0;

    /// <summary>Adds an address without a flow: it is sent with every call.</summary>
    public void Add(RemindEmail email) => _everywhere.Add(email);

    /// <summary>Adds an address that is sent only with calls for this flow.</summary>
    public void Add(RemindEmail email, string flowId)
    {
        if (!_ofFlows.TryGetValue(flowId, out List<RemindEmail>? emails)) _ofFlows.Add(flowId, emails = []);
        emails.Add(email);
    }

    /// <summary>The addresses for a call: those without a flow, then those of its flows, in the order of the flows.</summary>
    public IReadOnlyList<RemindEmail> For(IReadOnlyList<string> flowIds)
    {
        if (_ofFlows.Count == 0) return _everywhere;

        var emails = new List<RemindEmail>(_everywhere);
        foreach (string id in flowIds)
            if (_ofFlows.TryGetValue(id, out List<RemindEmail>? ofFlow)) emails.AddRange(ofFlow);

        return emails;
    }

    /// <summary>The addresses that were never sent, because their flow is not in the run.</summary>
    public IReadOnlyList<(RemindEmail Email, string FlowId)> Missed(Func<string, bool> isInRun) =>
        [.. from flow in _ofFlows where !isInRun(flow.Key) from email in flow.Value select (email, flow.Key)];
}
