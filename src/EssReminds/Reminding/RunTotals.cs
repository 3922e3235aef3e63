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

    internal void Count(RemindOutcome outcome)
    {
        _outcomes[(int)outcome]++;
        Done++;
    }

    internal void CountCall() => Interlocked.Increment(ref _calls);

    internal void CountRefusal() => Interlocked.Increment(ref _refusals);
}
