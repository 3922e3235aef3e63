using System;

namespace EssReminds.Connection;

/// <summary>
/// How many calls a second this machine makes: its share of an account's quota, learned from refusals alone.
/// <para>
/// The share (the level) is a whole number n of calls in any second. A machine that sends each call slightly more than a second after its
/// n-th predecessor reuses the place that the predecessor has just vacated at the service, so machines whose levels add up to the quota are
/// never refused, whatever their phases. Each refusal means a place lost: the level falls by one for each refusal within a second, and by
/// at least a fifth. From time to time a level one higher is tried (a probe). A refused probe costs one call. An accepted one found room,
/// and further probes follow at once, with doubling steps; or it took a place from another machine, most likely one with many, which keeps
/// shares even. A machine without any place retries with growing pauses.
/// </para>
/// <para>
/// Tuned by simulation, see ShareTests and docs/benchmarks.md. Not thread-safe: the caller locks the row.
/// </para>
/// </summary>
internal sealed class Pace
{
    /// <summary>
    /// The fraction of the quota that a machine uses when it is alone. A server with a sliding window sees calls n and n + quota less than
    /// a second apart when the first is late by more than the margin left here; figures in docs/benchmarks.md.
    /// </summary>
    public const double Share = 0.985;

    /// <summary>The lowest rate that a connection may be given, in calls per second.</summary>
    public const double Slowest = 0.01;

    private const double Second = TimeSpan.TicksPerSecond;

    /// <summary>The fraction of the level that a refusal costs, at least.</summary>
    private const double Decrease = 0.19;

    /// <summary>Seconds between probes at the full quota; the smaller a machine's share, the longer.</summary>
    private const double ProbeInterval = 3.5;
    private const double ProbeIntervalExponent = 0.4;

    /// <summary>The factor by which a refused probe lengthens that interval, and its maximum.</summary>
    private const double ProbeDelayFactor = 1.25;
    private const double LongestProbeDelay = 1.6;

    /// <summary>The same for a machine with one place: short, since most have more; but long if that place was lost recently.</summary>
    private const double SingleProbeDelay = 0.8;
    private const double StarvedDelayFactor = 4;
    private const double StarvedDelayDecay = 0.6;
    private const double LongestStarvedDelay = 20;

    /// <summary>Seconds until a machine that has lost its last place retries, the growth factor of that pause, and its maximum.</summary>
    private const double Pause = 0.7;
    private const double PauseFactor = 1.1;
    private const double LongestPause = 8;

    /// <summary>The time beyond a second between a call and its successor in the same place; grows with the number of places.</summary>
    private const double SmallestMargin = 0.015;
    private const double MarginOfPlace = 0.003;
    private const double LargestMargin = 0.025;

    private readonly SlotRow _row;
    private readonly Func<double> _random;

    /// <param name="row">Stores everything learned.</param>
    /// <param name="random">Returns 0 to 1.</param>
    public Pace(SlotRow row, Func<double> random) => (_row, _random) = (row, random);

    public double CallsPerSecond => _row.Level;

    /// <summary>How many calls may be sent in any one second; 0 if the level is below one.</summary>
    public int CallsInASecond => (int)Math.Min(_row.Level, int.MaxValue);

    /// <summary>Whether accepted calls still carry information.</summary>
    public bool IsLearning => _row.Level < Quota || IsProbing || _row.FailedAttempts > 0;

    /// <summary>The account's quota as far as known.</summary>
    private double Quota => _row.Named > 0 ? Math.Min(_row.Named, _row.Claimed) : _row.Claimed;

    private bool IsProbing => _row.ProbedAt != 0;

    /// <summary>The level of a machine with a single place, or the whole quota if that is less.</summary>
    private double Single => Math.Min(1, Quota);

    /// <summary>The unit in which a large quota is shared.</summary>
    private double Unit => Math.Max(1, Math.Floor(Quota / 20));

    /// <summary>Takes over what a caller knows about the account's quota.</summary>
    /// <param name="quota">The quota according to the user; of several, the largest counts.</param>
    /// <param name="named">The quota that a refusal named, or 0.</param>
    public void Claim(double quota, double named)
    {
        bool isFull = _row.Level >= Quota;
        _row.Claimed = Math.Max(_row.Claimed, quota);
        if (named > 0 && _row.Named == 0) _row.Named = named;
        if (isFull) _row.Level = Quota;
    }

    /// <summary>Discards the quota that refusals named.</summary>
    public void ForgetNamed()
    {
        bool isFull = _row.Level >= Quota;
        _row.Named = 0;
        if (isFull) _row.Level = Quota;
    }

    /// <summary>The interval between slots, in ticks.</summary>
    public long Interval()
    {
        double level = _row.Level;
        double seconds = level >= Quota
            ? 1 / (level * Share)
            : (1 + Math.Min(LargestMargin, SmallestMargin + MarginOfPlace * (level / Unit - 1))) / level;
        return Math.Max(1, (long)(seconds * Second));
    }

    /// <summary>A call was refused.</summary>
    /// <param name="sentAt">When it was sent, in ticks.</param>
    /// <param name="named">The quota that the refusal names; null if it names none.</param>
    /// <param name="now">Ticks.</param>
    public PaceChange? Refused(long sentAt, double? named, long now)
    {
        bool isRepeated = _row.RefusedAt != 0 && now - _row.RefusedAt < Second;
        _row.RefusedAt = now;
        if (named is > 0 && named < Quota) return AdoptQuota(named.Value, now);

        bool wasFull = _row.Level >= Quota;
        if (IsProbing)
        {
            bool ofProbe = sentAt >= _row.ProbedAt;
            EndProbe(_row.LevelBeforeProbe);
            _row.Successes = 0;
            if (ofProbe)
            {
                _row.ProbeDelay = Math.Min(Math.Max(1, _row.ProbeDelay) * ProbeDelayFactor, LongestProbeDelay);
                Lowered(now);
                _row.BurstAt = now;
                _row.BurstLevel = 0;
                return null;
            }
        }

        // One refusal at the quota is jitter; a second one within a second means that others use the account.
        if (_row.Level >= Quota && !isRepeated) return null;
        if (!CountsInBurst(sentAt)) return null;
        LoseAPlace(now);
        Lowered(now);
        return wasFull ? new PaceChange(_row.Level, PaceChangeReason.Crowded) : null;
    }

    /// <summary>A call was accepted.</summary>
    /// <param name="sentAt">When it was sent, in ticks.</param>
    /// <param name="now">Ticks.</param>
    public PaceChange? Accepted(long sentAt, long now)
    {
        if (!IsLearning) return null;
        if (sentAt >= _row.LoweredAt) _row.FailedAttempts = 0;
        if (IsProbing && sentAt >= _row.ProbedAt + Second)
        {
            EndProbe(_row.Level);
            if (++_row.Successes > 1) _row.ProbeDelay = 1;
            _row.NextProbe = now;
        }

        if (IsProbing) return null;
        if (_row.Level >= Quota)
        {
            bool hasProbed = _row.Successes > 0;
            _row.Successes = 0;
            return hasProbed ? new PaceChange(_row.Level, PaceChangeReason.Restored) : null;
        }

        if (now >= _row.NextProbe && sentAt >= _row.LoweredAt && IsUsed(now)) Probe(now);
        return null;
    }

    private PaceChange? AdoptQuota(double quota, long now)
    {
        _row.Named = quota;
        if (IsProbing) EndProbe(_row.LevelBeforeProbe);
        if (_row.Level <= quota) return null;
        _row.BurstLevel = 0;
        _row.Level = quota;
        Lowered(now);
        return new PaceChange(quota, PaceChangeReason.QuotaNamed);
    }

    /// <summary>
    /// A lost place is refused once a second until it is given up: many times, if answers are slow. Only refusals of calls sent in the
    /// first second count, and none of a call sent before the level fell for another reason.
    /// </summary>
    private bool CountsInBurst(long sentAt)
    {
        if (sentAt >= _row.LoweredAt)
        {
            (_row.BurstAt, _row.BurstLevel, _row.BurstRefusals) = (sentAt, _row.Level, 0);
            return true;
        }

        return _row.BurstLevel > 0 && sentAt >= _row.BurstAt && sentAt - _row.BurstAt < Second;
    }

    private void LoseAPlace(long now)
    {
        _row.BurstRefusals++;
        _row.Successes = 0;
        _row.ProbeDelay = 1;
        if (_row.Level > Single)
        {
            // At the full quota it may have been mere jitter, and a fifth of that is a lot.
            double decrease = _row.BurstLevel >= Quota ? 0 : Decrease;
            double level = Math.Min(Math.Round(_row.BurstLevel * (1 - decrease)), Math.Ceiling(_row.BurstLevel) - _row.BurstRefusals);
            _row.Level = Math.Max(Single, Math.Min(_row.Level, level));
            return;
        }

        // The last place is lost. Another may become free at any moment, but usually none is: retry with growing, random pauses.
        double failed = _row.FailedAttempts++;
        _row.StarvedDelay = Math.Max(_row.StarvedDelay, Math.Min(LongestStarvedDelay, 1 + StarvedDelayFactor * (failed + 1)));
        double pause = Math.Min(LongestPause, Pause * Math.Pow(PauseFactor, failed)) * (0.5 + _random());
        _row.Hold(now + (long)(pause * Second));
    }

    private void Probe(long now)
    {
        if (_row.Level <= 1) _row.StarvedDelay *= StarvedDelayDecay;
        double step = Unit * (1 << (int)Math.Min(3, _row.Successes));
        _row.LevelBeforeProbe = _row.Level;
        _row.Level = Math.Min(Quota, Math.Floor(_row.Level + step));
        _row.ProbedAt = now;
    }

    private void EndProbe(double level)
    {
        _row.Level = level;
        _row.ProbedAt = 0;
    }

    private void Lowered(long now)
    {
        _row.LoweredAt = now;
        double seconds = ProbeInterval * Math.Pow(Quota / Math.Max(Single, _row.Level), ProbeIntervalExponent);
        seconds *= Math.Max(1, _row.ProbeDelay);
        if (_row.Level <= 1) seconds *= SingleProbeDelay * Math.Max(1, _row.StarvedDelay);
        _row.NextProbe = now + (long)(seconds * (0.5 + _random()) * Second);
    }

    /// <summary>A probe proves nothing while the current level is not used up.</summary>
    private bool IsUsed(long now) => _row.HasTaken((int)Math.Min(_row.Level, SlotRow.Remembered), now - (long)(1.5 * Second));
}
