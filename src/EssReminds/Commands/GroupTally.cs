using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Counts the outcomes of a run of groups.</summary>
internal sealed class GroupTally : IRunTally<RemindFlowGroupRecord>
{
    private readonly Dictionary<string, int> _outcomes = RemindOutcome.All.ToDictionary(outcome => outcome, _ => 0);

    private readonly bool _withCheckpoint;
    private int _known;
    private int _tooSoon;
    private int _tooOften;

    /// <param name="withCheckpoint">Whether groups may be known from a checkpoint.</param>
    public GroupTally(bool withCheckpoint) => _withCheckpoint = withCheckpoint;

    /// <summary>Says that everything was known and nothing was sent; null where that is not so.</summary>
    public string? NothingSent(RunTotals totals) =>
        _known > 0 && _known == totals.Known ? Texts.Format("NothingSentOfGroups", _known, _tooSoon, _tooOften) : null;

    public void Count(RemindFlowGroupRecord record)
    {
        _outcomes[record.Outcome]++;
        if (!record.FromCheckpoint) return;
        _known++;
        if (record.SkipReason == SkipReasons.TooSoon) _tooSoon++;
        if (record.SkipReason == SkipReasons.TooOften) _tooOften++;
    }

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
        FromCheckpoint = _withCheckpoint ? _known : null,
        TooSoon = _tooSoon,
        TooOften = _tooOften,
        Calls = totals.Calls,
        Refusals = totals.Refusals,
        Seconds = seconds,
    };
}
