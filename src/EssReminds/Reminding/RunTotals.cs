using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace EssReminds.Reminding;

/// <summary>The figures of a run, for progress and summary.</summary>
internal sealed class RunTotals
{
    private readonly int[] _outcomes = new int[(int)RemindOutcome.Unknown + 1];
    private int _calls;
    private int _refusals;

    /// <summary>Flows taken in so far, repeats and blanks left out.</summary>
    public int Known { get; internal set; }

    /// <summary>Records written so far.</summary>
    public int Done { get; private set; }

    /// <summary>Calls sent so far, resent ones included.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Calls refused because of the quota.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    public int this[RemindOutcome outcome] => _outcomes[(int)outcome];

    /// <summary>For people: the outcomes so far that occurred.</summary>
    public string Describe()
    {
        var parts = new List<string>();
        for (int i = 0; i < _outcomes.Length; i++)
            if (_outcomes[i] > 0) parts.Add((RemindOutcome)i + " " + _outcomes[i].ToString("N0", CultureInfo.CurrentCulture));

        return string.Join(", ", parts);
    }

    public RemindSummary Summarize(double seconds) => new()
    {
        Flows = Done,
        Reminded = this[RemindOutcome.Reminded],
        PartlyReminded = this[RemindOutcome.PartlyReminded],
        NotReminded = this[RemindOutcome.NotReminded],
        Failed = this[RemindOutcome.Failed],
        Unknown = this[RemindOutcome.Unknown],
        Calls = Calls,
        Refusals = Refusals,
        Seconds = seconds,
    };

    internal void Count(RemindOutcome outcome)
    {
        _outcomes[(int)outcome]++;
        Done++;
    }

    internal void CountCall() => Interlocked.Increment(ref _calls);

    internal void CountRefusal() => Interlocked.Increment(ref _refusals);
}
