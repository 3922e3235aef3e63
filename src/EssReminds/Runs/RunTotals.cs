using System.Threading;

namespace EssReminds.Runs;

/// <summary>The figures of a run, for progress and summary.</summary>
internal sealed class RunTotals
{
    private int _calls;
    private int _refusals;

    /// <summary>Items taken in so far, without repeats and blanks.</summary>
    public int Known { get; internal set; }

    /// <summary>Items whose outcome was written.</summary>
    public int Done { get; internal set; }

    /// <summary>Calls sent so far, including retries.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Calls refused because of the quota.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    internal void CountCall() => Interlocked.Increment(ref _calls);

    internal void CountRefusal() => Interlocked.Increment(ref _refusals);
}
