using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Counts the states of flows that a run looks up.</summary>
internal sealed class LookupTally : IRunTally<EssFlow>
{
    private readonly Dictionary<string, int> _states = new(StringComparer.Ordinal);
    private int _found;
    private int _canRemind;

    public void Count(EssFlow flow)
    {
        _found++;
        if (flow.CanRemind == true) _canRemind++;
        string state = flow.Status ?? "-";
        _states.TryGetValue(state, out int count);
        _states[state] = count + 1;
    }

    /// <summary>For people: the states so far, the most frequent first.</summary>
    public string Describe() => string.Join(
        ", ",
        from state in _states
        orderby state.Value descending
        select state.Key + " " + state.Value.ToString("N0", CultureInfo.CurrentCulture));

    public object Summarize(RunTotals totals, double seconds) => new LookupSummary
    {
        Flows = totals.Done,
        Found = _found,
        CanRemind = _canRemind,
        Calls = totals.Calls,
        Refusals = totals.Refusals,
        Seconds = seconds,
    };

    /// <summary>A look-up has no checkpoint.</summary>
    public string? NothingSent(RunTotals totals) => null;
}
