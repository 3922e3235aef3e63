using System;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>
/// The recent calls of one account and action. Refused calls do not count, so a client that keeps trying gets through eventually.
/// </summary>
internal abstract class CallWindow
{
    private readonly Lock _gate = new();
    private TimeSpan _last;

    /// <param name="limit">Calls a second. A fraction means whole calls in a longer window: 0.5 is one call in two seconds.</param>
    protected CallWindow(double limit)
    {
        Calls = (int)Math.Ceiling(limit);
        Length = TimeSpan.FromTicks((long)Math.Round(TimeSpan.TicksPerSecond * Calls / limit));
    }

    protected int Calls { get; }

    protected TimeSpan Length { get; }

    /// <summary>Counts a call if it is within the limit.</summary>
    /// <param name="arrived">The time of arrival, since the emulator started.</param>
    /// <param name="attempted">The number of calls in the window, this one included.</param>
    public bool TryEnter(TimeSpan arrived, out int attempted)
    {
        lock (_gate)
        {
            // Concurrent calls may get here out of order; keep the time monotonic.
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
