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

    /// <summary>Items whose outcome comes from the checkpoint.</summary>
    public int Known { get; private set; }

    /// <summary>Those of them that are not due yet.</summary>
    public int TooSoon { get; private set; }

    /// <summary>Those of them that were reminded as often as is allowed.</summary>
    public int TooOften { get; private set; }

    public int this[string outcome] => _outcomes[RemindOutcome.IndexOf(outcome)];

    [MethodImpl(HotPath.Optimized)]
    public void Count(string outcome, bool fromCheckpoint, string? skipReason)
    {
        _outcomes[RemindOutcome.IndexOf(outcome)]++;
        if (!fromCheckpoint) return;
        Known++;
        if (skipReason == SkipReasons.TooSoon) TooSoon++;
        if (skipReason == SkipReasons.TooOften) TooOften++;
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
        if (Known == 0 || Known != totals.Known) return null;
        return Texts.Format(text, Known, TooSoon + TooOften > 0 ? Texts.Format("SkippedByPolicy", TooSoon, TooOften) : "");
    }
}
