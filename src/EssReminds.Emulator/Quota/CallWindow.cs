using System;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>One account's calls of late. Calls that are refused do not count, so a client that keeps knocking gets in in the end.</summary>
internal abstract class CallWindow
{
    private readonly Lock _gate = new();
    private TimeSpan _last;

    /// <param name="limit">Calls a second. A broken number means whole calls in more than a second: 0.5 is one call in two.</param>
    protected CallWindow(double limit)
    {
        Calls = (int)Math.Ceiling(limit);
        Length = TimeSpan.FromTicks((long)Math.Round(TimeSpan.TicksPerSecond * Calls / limit));
    }

    protected int Calls { get; }

    protected TimeSpan Length { get; }

    /// <summary>Counts a call, if it may be made.</summary>
    /// <param name="arrived">Time since the emulator started.</param>
    /// <param name="attempted">This call and those that count in its window.</param>
    public bool TryEnter(TimeSpan arrived, out int attempted)
    {
        lock (_gate)
        {
            // Calls that arrive together may come here in another order; time runs forward only.
            if (arrived < _last) arrived = _last;
            _last = arrived;
            attempted = CountAt(arrived) + 1;
            if (attempted > Calls) return false;
            Count(arrived);
            return true;
        }
    }

    protected abstract int CountAt(TimeSpan arrived);

    protected abstract void Count(TimeSpan arrived);
}
