using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>How often each outcome occurred in a run, and what its checkpoint knew without a call.</summary>
internal sealed class OutcomeCounts
{
    private readonly int[] _outcomes = new int[RemindOutcome.All.Count];
    private int _known;
    private int _tooSoon;
    private int _tooOften;

    [MethodImpl(HotPath.Optimized)]
    public void Count(string outcome, bool fromCheckpoint, string? skipReason)
    {
        _outcomes[RemindOutcome.IndexOf(outcome)]++;
        if (!fromCheckpoint) return;
        _known++;
        if (skipReason == SkipReasons.TooSoon) _tooSoon++;
        if (skipReason == SkipReasons.TooOften) _tooOften++;
    }

    /// <summary>For people: the outcomes so far that occurred.</summary>
    public string Describe()
    {
        var parts = new List<string>();
        for (int i = 0; i < _outcomes.Length; i++)
            if (_outcomes[i] > 0) parts.Add(RemindOutcome.All[i] + " " + _outcomes[i].ToString("N0", CultureInfo.CurrentCulture));

        return string.Join(", ", parts);
    }

    /// <summary>Says that everything was known and nothing was sent; null where that is not so.</summary>
    /// <param name="text">The name of the text that says it.</param>
    /// <param name="totals">The run's.</param>
    public string? NothingSent(string text, RunTotals totals)
    {
        if (_known == 0 || _known != totals.Known) return null;
        string why = _tooSoon + _tooOften > 0 ? Texts.Format("SkippedByPolicy", _tooSoon, _tooOften) : Texts.Get("OnlyFailedAgain");
        return Texts.Format(text, _known, why);
    }

    /// <summary>Writes the totals of a run into its summary.</summary>
    public ReminderSummary FillIn(ReminderSummary summary, RunTotals totals, double seconds, bool withCheckpoint)
    {
        summary.Reminded = CountOf(RemindOutcome.Reminded);
        summary.PartlyReminded = CountOf(RemindOutcome.PartlyReminded);
        summary.NotReminded = CountOf(RemindOutcome.NotReminded);
        summary.Failed = CountOf(RemindOutcome.Failed);
        summary.Unknown = CountOf(RemindOutcome.Unknown);
        summary.FromCheckpoint = withCheckpoint ? _known : null;
        summary.TooSoon = _tooSoon;
        summary.TooOften = _tooOften;
        summary.Calls = totals.Calls;
        summary.Refusals = totals.Refusals;
        summary.Seconds = seconds;
        return summary;
    }

    private int CountOf(string outcome) => _outcomes[RemindOutcome.IndexOf(outcome)];
}
