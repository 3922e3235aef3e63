using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Connection;

/// <summary>
/// Paces calls on an absolute schedule of slots, first come, first served: no second sees more calls than the account's quota, or this
/// machine's share of it. All calls of the process with the same key, endpoint and action share one gate; its slots may be shared with
/// other processes.
/// </summary>
internal sealed class RateGate
{
    private static readonly long MinimumCatchUp = TimeSpan.FromMilliseconds(40).Ticks;

    /// <summary>A second as the server may count it, network jitter included.</summary>
    private static readonly long SlidingSecond = TimeSpan.FromMilliseconds(1005).Ticks;

    /// <summary>A request sent less than this after its permit was granted is covered by the jitter above.</summary>
    private static readonly long Late = TimeSpan.FromMilliseconds(2).Ticks;

    /// <summary>How late a timer may fire: Windows timers tick every 15.6 ms.</summary>
    private static readonly long LatestTimer = TimeSpan.FromMilliseconds(16).Ticks;

    /// <summary>How much later than it was sent the first call may arrive: the network and the server may be cold, too.</summary>
    private static readonly long ColdDelay = TimeSpan.FromMilliseconds(100).Ticks;

    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    // First attempts queue here, so that only one at a time competes with retries for the next slot.
    private readonly SemaphoreSlim _firstAttempts = new(1, 1);
    private readonly SemaphoreSlim _next = new(1, 1);
    private readonly ColdStart _coldStart;
    private readonly Slots _slots;
    private readonly Clock _clock;
    private readonly Pace _pace;
    private readonly Action<CallPermit> _onSent;
    private double _limit;
    private double _named;
    private bool _forget;
    private volatile bool _learning;
    private volatile bool _tracking;
    private volatile bool _isLimited;
    private long _lastGranted = long.MinValue / 2;
    private long _nextOwn = long.MinValue / 2;

    /// <param name="requestsPerSecond">The account's quota according to the user; this process never exceeds it.</param>
    /// <param name="slots">The slot queue of the account and action.</param>
    /// <param name="clock">The clock shared by all users of the slots.</param>
    /// <param name="random">Returns 0 to 1; called while the slots are locked.</param>
    public RateGate(double requestsPerSecond, Slots slots, Clock clock, Func<double>? random = null)
    {
        _limit = requestsPerSecond;
        _slots = slots;
        _clock = clock;
        _coldStart = new ColdStart(clock);
        _pace = new Pace(slots.Row, random ?? new Random(Guid.NewGuid().GetHashCode()).NextDouble);
        _onSent = Sent;
    }

    /// <summary>Sets the quota that the user gives, and discards any that refusals named before.</summary>
    public void Configure(double requestsPerSecond)
    {
        Enter();
        (_limit, _named, _forget) = (requestsPerSecond, 0, true);
        Exit();
    }

    /// <summary>Waits until one call may be sent.</summary>
    /// <param name="again">
    /// A retry goes ahead of all first attempts but the one at the head of their queue: the output waits for it.
    /// </param>
    /// <param name="cancellation">Gives up the place in the queue.</param>
    /// <returns>The permit; to be used for one call, or given back with <see cref="Return"/>.</returns>
    public async Task<CallPermit> WaitAsync(bool again, CancellationToken cancellation)
    {
        long asked = _clock.Ticks;
        if (again) return await TakeTurnAsync(asked, cancellation).ConfigureAwait(false);

        await _firstAttempts.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await TakeTurnAsync(asked, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _firstAttempts.Release();
        }
    }

    /// <summary>Gives back a permit that was not used.</summary>
    public void Return(CallPermit permit) => ReturnSlot(permit.Slot);

    /// <summary>The service refused the call because of the quota.</summary>
    /// <param name="permit">The call's permit.</param>
    /// <param name="named">The quota that the refusal names; null if it names none.</param>
    public PaceChange? Refused(CallPermit permit, double? named)
    {
        long now = Enter();
        try
        {
            _slots.Row.SetRefused(permit.Slot);
            PaceChange? change = _pace.Refused(permit.GrantedAt, named, now);
            _named = _slots.Row.Named;
            return change;
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>The service accepted the call.</summary>
    public PaceChange? Accepted(CallPermit permit)
    {
        if (!_learning) return null;
        long now = Enter();
        try
        {
            return _pace.Accepted(permit.GrantedAt, now);
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Holds all calls for the time that the service asked for (Retry-After), at most 5 minutes.</summary>
    public void Hold(TimeSpan time)
    {
        long now = Enter();
        _slots.Row.Hold(now + Math.Min(time.Ticks, LongestHold.Ticks));
        Exit();
    }

    private async Task<CallPermit> TakeTurnAsync(long asked, CancellationToken cancellation)
    {
        await _next.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await _coldStart.WaitAsync(cancellation).ConfigureAwait(false);
            await KeepOwnLimitAsync(cancellation).ConfigureAwait(false);
            Slot slot = Take(asked);
            bool granted = false;
            try
            {
                // Checked again after each wait: another process may have sent its call later than planned.
                while (Grant(slot, out long now) is var start && now < start)
                    await _clock.DelayUntilAsync(start, cancellation).ConfigureAwait(false);
                granted = true;
                return new CallPermit(slot, _lastGranted, _onSent);
            }
            finally
            {
                if (!granted) ReturnSlot(slot);
            }
        }
        finally
        {
            _next.Release();
        }
    }

    private Slot Take(long asked)
    {
        long now = Enter();
        try
        {
            long interval = _pace.Interval();
            return _slots.Row.Take(asked, now, interval, CatchUp(interval));
        }
        finally
        {
            Exit();
        }
    }

    /// <returns>When the slot's call may be sent; if that is not later than now, the call is granted.</returns>
    private long Grant(Slot slot, out long now)
    {
        long start = _lastGranted + ShortestGap(slot.Interval);
        if (_tracking)
        {
            now = Enter();
            start = Math.Max(start, _slots.Row.Earliest(slot, _pace.CallsInASecond, SlidingSecond));
            if (now >= start)
            {
                _slots.Row.SetSent(slot, now);
                // A share is a place in each second: a late call moves that place, and the calls after it must not catch up.
                if (_pace.IsLearning) _slots.Row.Postpone(now + _pace.Interval() - LatestTimer);
            }

            Exit();
        }
        else
        {
            now = _clock.Ticks;
            start = Math.Max(start, slot.Start);
        }

        if (now >= start) _lastGranted = now;
        return start;
    }

    private void ReturnSlot(Slot slot)
    {
        Enter();
        _slots.Row.Return(slot);
        Exit();
    }

    /// <summary>The permit's request was sent, or could not be.</summary>
    private void Sent(CallPermit permit)
    {
        bool isFirst = _coldStart.ReportSent();
        bool isLate = _tracking && _clock.Ticks - permit.GrantedAt >= Late;
        if (!isFirst && !isLate) return;
        long now = Enter();
        _slots.Row.SetSent(permit.Slot, isFirst ? now + ColdDelay : now);
        if (isFirst) _slots.Row.Postpone(now + _pace.Interval());
        Exit();
    }

    /// <summary>
    /// A process whose user set a lower limit than the account's waits before it takes a slot: a slot taken early would hold up faster
    /// processes.
    /// </summary>
    private async Task KeepOwnLimitAsync(CancellationToken cancellation)
    {
        if (!_isLimited) return;
        long interval = (long)(TimeSpan.TicksPerSecond / (_limit * Pace.Share));
        while (_clock.Ticks < _nextOwn) await _clock.DelayUntilAsync(_nextOwn, cancellation).ConfigureAwait(false);
        _nextOwn = Math.Max(_nextOwn, _clock.Ticks - CatchUp(interval)) + interval;
    }

    private long Enter()
    {
        long now = _slots.Enter();
        if (_forget) _pace.ForgetNamed();
        _forget = false;
        _pace.Claim(_limit, _named);
        return now;
    }

    private void Exit()
    {
        _learning = _pace.IsLearning;
        _tracking = _pace.CallsInASecond < SlotRow.Remembered;
        _isLimited = _limit < _slots.Row.Claimed;
        _slots.Exit();
    }

    private static long CatchUp(long interval) => Math.Max(2 * interval, MinimumCatchUp);

    /// <summary>
    /// Late calls catch up at twice the pace instead of in a burst. Where slots are closer together than timers are accurate, there is
    /// nothing to spread.
    /// </summary>
    private static long ShortestGap(long interval) => interval >= MinimumCatchUp ? interval / 2 : 0;
}
