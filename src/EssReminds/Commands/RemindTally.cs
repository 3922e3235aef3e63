using System.Collections.Generic;
using System.Globalization;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Counts the outcomes of a run of reminders.</summary>
internal sealed class RemindTally : IRunTally<RemindFlowRecord>
{
    private readonly int[] _outcomes = new int[RemindOutcome.All.Count];

    public void Count(RemindFlowRecord record) => _outcomes[RemindOutcome.IndexOf(record.Outcome)]++;

    /// <summary>For people: the outcomes so far that occurred.</summary>
    public string Describe()
    {
        var parts = new List<string>();
        for (int i = 0; i < _outcomes.Length; i++)
            if (_outcomes[i] > 0) parts.Add(RemindOutcome.All[i] + " " + _outcomes[i].ToString("N0", CultureInfo.CurrentCulture));

        return string.Join(", ", parts);
    }

    public object Summarize(RunTotals totals, double seconds) => new RemindSummary
    {
        Flows = totals.Done,
        Reminded = this[RemindOutcome.Reminded],
        PartlyReminded = this[RemindOutcome.PartlyReminded],
        NotReminded = this[RemindOutcome.NotReminded],
        Failed = this[RemindOutcome.Failed],
        Unknown = this[RemindOutcome.Unknown],
        Calls = totals.Calls,
        Refusals = totals.Refusals,
        Seconds = seconds,
    };

    private int this[string outcome] => _outcomes[RemindOutcome.IndexOf(outcome)];
}
