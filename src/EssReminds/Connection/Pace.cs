using System;

namespace EssReminds.Connection;

/// <summary>A change of pace, for the verbose stream.</summary>
internal sealed class PaceChange
{
    public PaceChange(double callsPerSecond, PaceChangeReason reason) => (CallsPerSecond, Reason) = (callsPerSecond, reason);

    public double CallsPerSecond { get; }
    public PaceChangeReason Reason { get; }
}

internal enum PaceChangeReason
{
    /// <summary>A refusal named the account's real quota.</summary>
    QuotaNamed,

    /// <summary>Several refusals at the known quota: others use the same account.</summary>
    Crowded,

    /// <summary>The known quota is reached again.</summary>
    Restored,
}

/// <summary>
/// How many calls a second to make: the quota less a margin, lowered by what refusals tell and creeping back. Not
/// thread-safe; the gate calls it inside its lock.
/// </summary>
internal sealed class Pace
{
    /// <summary>
    /// The share of the quota that is used. A server that counts any sliding second sees call n and call n + quota closer
    /// than a second when the first is late by more than the margin; see docs/benchmarks.md for what each margin cost.
    /// </summary>
    public const double Share = 0.985;

    /// <summary>The least calls a second that a connection may be given.</summary>
    public const double Slowest = 0.01;

    private const double Decrease = 0.7;
    private const double IncreasePerSecond = 0.05;

    private double _quota;
    private double _callsPerSecond;
    private long _refusedAt = long.MinValue;
    private long _decreasedAt = long.MinValue;
    private long _raisedAt;

    /// <param name="requestsPerSecond">The account's quota as the user knows it.</param>
    public Pace(double requestsPerSecond) => _quota = _callsPerSecond = requestsPerSecond;

    public double CallsPerSecond => _callsPerSecond;

    /// <summary>How many calls the quota lets into any one second; 0 where that is less than one.</summary>
    public int CallsInASecond => (int)Math.Floor(_quota);

    /// <summary>From one slot to the next, in ticks of 100 ns.</summary>
    public long Interval => Math.Max(1, (long)(TimeSpan.TicksPerSecond / (_callsPerSecond * Share)));

    /// <summary>A call was refused.</summary>
    /// <param name="named">The quota that the refusal names, where it does.</param>
    /// <param name="now">Ticks.</param>
    public PaceChange? Refused(double? named, long now)
    {
        if (named is > 0 && named < _quota)
        {
            _quota = named.Value;
            if (_callsPerSecond <= _quota) return null;
            _decreasedAt = _raisedAt = now;
            return Change(_quota, PaceChangeReason.QuotaNamed);
        }

        // One refusal at the known quota is jitter; a second within a second means that the account has other callers.
        // Refusals of calls that left before the last decrease say nothing new.
        bool repeated = _refusedAt != long.MinValue && now - _refusedAt < TimeSpan.TicksPerSecond;
        bool fresh = _decreasedAt == long.MinValue || now - _decreasedAt >= TimeSpan.TicksPerSecond;
        _refusedAt = now;
        if (!fresh || (named is not null && !repeated)) return null;

        _decreasedAt = _raisedAt = now;
        return Change(Math.Max(_callsPerSecond * Decrease, Math.Min(_quota, 0.1)), PaceChangeReason.Crowded);
    }

    /// <summary>A call was taken.</summary>
    public PaceChange? Accepted(long now)
    {
        if (_callsPerSecond >= _quota) return null;
        double raised = _callsPerSecond + _quota * IncreasePerSecond * (now - _raisedAt) / TimeSpan.TicksPerSecond;
        _raisedAt = now;
        if (raised < _quota)
        {
            _callsPerSecond = raised;
            return null;
        }

        return Change(_quota, PaceChangeReason.Restored);
    }

    private PaceChange Change(double callsPerSecond, PaceChangeReason reason)
    {
        _callsPerSecond = callsPerSecond;
        return new PaceChange(callsPerSecond, reason);
    }
}
