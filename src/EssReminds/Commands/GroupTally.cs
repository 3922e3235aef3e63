using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Counts the outcomes of a run of groups.</summary>
internal sealed class GroupTally : IRunTally<RemindFlowGroupRecord>
{
    private readonly Dictionary<string, int> _outcomes = RemindOutcome.All.ToDictionary(outcome => outcome, _ => 0);

    public void Count(RemindFlowGroupRecord record) => _outcomes[record.Outcome]++;

    public string Describe() => string.Join(", ",
        from outcome in RemindOutcome.All
        where _outcomes[outcome] > 0
        select outcome + " " + _outcomes[outcome].ToString("N0", CultureInfo.CurrentCulture));

    public object Summarize(RunTotals totals, double seconds) => new RemindGroupSummary
    {
        Groups = totals.Done,
        Reminded = _outcomes[RemindOutcome.Reminded],
        PartlyReminded = _outcomes[RemindOutcome.PartlyReminded],
        NotReminded = _outcomes[RemindOutcome.NotReminded],
        Failed = _outcomes[RemindOutcome.Failed],
        Unknown = _outcomes[RemindOutcome.Unknown],
        Calls = totals.Calls,
        Refusals = totals.Refusals,
        Seconds = seconds,
    };
}
