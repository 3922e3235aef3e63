using System.Collections.Generic;
using System.Globalization;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Counts the outcomes of a run of reminders.</summary>
internal sealed class RemindTally : IRunTally<RemindFlowRecord>
{
    private readonly int[] _outcomes = new int[RemindOutcome.All.Count];
    private readonly bool _withCheckpoint;
    private int _known;
    private int _tooSoon;
    private int _tooOften;

    /// <param name="withCheckpoint">Whether flows may be known from a checkpoint.</param>
    public RemindTally(bool withCheckpoint = false) => _withCheckpoint = withCheckpoint;

    /// <summary>Says that everything was known and nothing was sent; null where that is not so.</summary>
    public string? NothingSent(RunTotals totals) =>
        _known > 0 && _known == totals.Known ? Texts.Format("NothingSent", _known, _tooSoon, _tooOften) : null;

    public void Count(RemindFlowRecord record)
    {
        _outcomes[RemindOutcome.IndexOf(record.Outcome)]++;
        if (!record.FromCheckpoint) return;
        _known++;
        if (record.SkipReason == SkipReasons.TooSoon) _tooSoon++;
        if (record.SkipReason == SkipReasons.TooOften) _tooOften++;
    }

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
        FromCheckpoint = _withCheckpoint ? _known : null,
        TooSoon = _tooSoon,
        TooOften = _tooOften,
        Calls = totals.Calls,
        Refusals = totals.Refusals,
        Seconds = seconds,
    };

    private int this[string outcome] => _outcomes[RemindOutcome.IndexOf(outcome)];
}
