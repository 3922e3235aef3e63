using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Connection;

/// <summary>
/// Lets calls through on absolute slots, in the order of asking, and never the quota's worth and one more within a second.
/// Everything in the process with the same key and endpoint passes the same gate; its slots may be shared with other
/// processes.
/// </summary>
internal sealed class RateGate
{
    private static readonly long MinimumCatchUp = TimeSpan.FromMilliseconds(40).Ticks;

    /// <summary>What a server may take for a second, the wobble of the way there included.</summary>
    private static readonly long SlidingSecond = TimeSpan.FromMilliseconds(1005).Ticks;

    /// <summary>How much later than it left the first call may arrive: the way and the server may be cold, too.</summary>
    private static readonly long ColdDelay = TimeSpan.FromMilliseconds(100).Ticks;

    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(1);

    // Newcomers line up for the line: of all of them only the first waits for its turn, beside those that come again.
    private readonly SemaphoreSlim _line = new(1, 1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly object _lock = new();
    private readonly TaskCompletionSource<bool> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Slots _slots;
    private readonly Clock _clock;
    private Pace _pace;
    private bool _opening;
    private long _lastLeave = long.MinValue / 2;

    public RateGate(double requestsPerSecond, Slots slots, Clock clock)
    {
        _pace = new Pace(requestsPerSecond);
        _slots = slots;
        _clock = clock;
    }

    /// <summary>Starts over with a quota that the user names; what refusals told before is forgotten.</summary>
    public void Configure(double requestsPerSecond)
    {
        lock (_lock) _pace = new Pace(requestsPerSecond);
    }

    /// <summary>Waits for the caller's slot.</summary>
    /// <param name="again">Whether the call was refused before: then it goes before all newcomers but the first, since the output waits for it.</param>
    /// <param name="onNext">Called when the caller is next, while its slot comes near: the last thing to do before the call.</param>
    /// <param name="cancellation">Gives the place in the line up.</param>
    /// <returns>The leave for one call: its <see cref="Departure.Left"/> is to be called when the call has left.</returns>
    public async Task<Departure> WaitAsync(bool again, Action? onNext, CancellationToken cancellation)
    {
        long asked = _clock.Ticks;
        if (again) return await TakeTurnAsync(asked, onNext, cancellation).ConfigureAwait(false);

        await _line.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await TakeTurnAsync(asked, onNext, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _line.Release();
        }
    }

    private async Task<Departure> TakeTurnAsync(long asked, Action? onNext, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await OpenAsync(cancellation).ConfigureAwait(false);
            (long interval, int quota) = Current;
            long now = _clock.Ticks;
            Slot slot = _slots.Take(asked, now, interval, Math.Max(2 * interval, MinimumCatchUp));
            onNext?.Invoke();
            // Asked anew after each wait: a call of another process may have left later than it had planned to.
            while (Earliest(slot, quota, now = _clock.Ticks) is var start && now < start)
                await _clock.DelayAsync(WholeMilliseconds(start - now), cancellation).ConfigureAwait(false);
            _lastLeave = now;
            _slots.Leave(slot, now);
            return new Departure(this, slot, now);
        }
        finally
        {
            _turn.Release();
        }
    }

    private long Earliest(Slot slot, int quota, long now) =>
        Math.Max(_slots.EarliestAfter(slot, quota, SlidingSecond, now), _lastLeave + ShortestGap(slot.Interval));

    /// <summary>The call of a slot has left, or has failed to.</summary>
    internal void Left(Slot slot)
    {
        long now = _clock.Ticks;
        _slots.Leave(slot, Open(now) ? now + ColdDelay : now);
    }

    /// <summary>A call was refused: every caller waits a slot longer, and perhaps at another pace.</summary>
    /// <param name="quota">The quota that the refusal names, where it does.</param>
    public PaceChange? Refused(double? quota)
    {
        long now = _clock.Ticks;
        PaceChange? change;
        lock (_lock) change = _pace.Refused(quota, now);
        _slots.Postpone(now + Current.Interval);
        return change;
    }

    /// <summary>A call was taken.</summary>
    public PaceChange? Accepted()
    {
        lock (_lock) return _pace.Accepted(_clock.Ticks);
    }

    private (long Interval, int Quota) Current
    {
        get { lock (_lock) return (_pace.Interval, _pace.CallsInASecond); }
    }

    /// <summary>
    /// Until the first call has left no other leaves: code and connections are cold, and the calls behind it would catch up
    /// with it and arrive as a bunch.
    /// </summary>
    private async Task OpenAsync(CancellationToken cancellation)
    {
        if (_opening && !_opened.Task.IsCompleted)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(_opened.Task, _clock.DelayAsync(LongestOpening, waiting.Token)).ConfigureAwait(false);
            waiting.Cancel();
            cancellation.ThrowIfCancellationRequested();
            Open(_clock.Ticks);
        }

        _opening = true;
    }

    /// <summary>
    /// Calls that are late catch up at twice the pace, and not as a bunch. Where slots are closer than timers are exact there
    /// is nothing to spread.
    /// </summary>
    private static long ShortestGap(long interval) => interval >= MinimumCatchUp ? interval / 2 : 0;

    /// <returns>Whether this opened the gate.</returns>
    private bool Open(long now)
    {
        if (_opened.Task.IsCompleted || !_opened.TrySetResult(true)) return false;
        _slots.Postpone(now + Current.Interval);
        return true;
    }

    // Timers count whole milliseconds and would wake a caller before its slot.
    private static TimeSpan WholeMilliseconds(long ticks) =>
        TimeSpan.FromMilliseconds((ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
}
