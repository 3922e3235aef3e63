using System;

namespace EssReminds.Connection;

/// <summary>
/// How many calls a second this machine makes: its share of an account's quota, learned from refusals alone.
/// <para>
/// The share (the level) is a whole number of calls in any second. Whoever sends each call slightly more than a second after
/// the one that many calls before takes the place that this one has just left at the service, so machines whose levels add
/// up to the quota are never refused, whatever their phases. Each refusal is a place lost: the level falls by one for each
/// of a second, and by a fifth at least. Now and then a level is tried that is one higher (a probe). A probe that is refused
/// costs one call; one that is taken found room, and others follow at once and double; or it took the place of another, most
/// likely of one that has many, which keeps shares even. A machine without any place tries again, with pauses that grow.
/// </para>
/// <para>Chosen by simulation, see ShareTests and docs/benchmarks.md. Not thread-safe: it works on a row that is locked.</para>
/// </summary>
internal sealed class Pace
{
    /// <summary>
    /// The share of the quota that is used by one machine alone. A server that counts any sliding second sees call n and call
    /// n + quota closer than a second when the first is late by more than the margin; docs/benchmarks.md has the figures.
    /// </summary>
    public const double Share = 0.985;

    /// <summary>The least calls a second that a connection may be given.</summary>
    public const double Slowest = 0.01;

    private const double Second = TimeSpan.TicksPerSecond;

    /// <summary>The part of the level that a refusal costs, at least.</summary>
    private const double Decrease = 0.19;

    /// <summary>Seconds from one probe to the next at the full quota; the fewer calls a machine has, the longer.</summary>
    private const double ProbeInterval = 3.5;
    private const double ProbeIntervalExponent = 0.4;

    /// <summary>How much longer after a probe that was refused, and at most.</summary>
    private const double ProbeDelayFactor = 1.25;
    private const double LongestProbeDelay = 1.6;

    /// <summary>The same for a machine with one place: short, since most have more; but long where that place was lost of late.</summary>
    private const double SingleProbeDelay = 0.8;
    private const double StarvedDelayFactor = 4;
    private const double StarvedDelayDecay = 0.6;
    private const double LongestStarvedDelay = 20;

    /// <summary>Seconds to the next attempt of a machine that has lost its last place, and how they grow.</summary>
    private const double Pause = 0.7;
    private const double PauseFactor = 1.1;
    private const double LongestPause = 8;

    /// <summary>How much more than a second lies between a call and its successor in the place; the more places, the more.</summary>
    private const double SmallestMargin = 0.015;
    private const double MarginOfPlace = 0.003;
    private const double LargestMargin = 0.025;

    private readonly SlotRow _row;
    private readonly Func<double> _random;

    /// <param name="row">Keeps all that is learned.</param>
    /// <param name="random">From 0 to 1.</param>
    public Pace(SlotRow row, Func<double> random) => (_row, _random) = (row, random);

    public double CallsPerSecond => _row.Level;

    /// <summary>How many calls may be sent in any one second; 0 where that is less than one.</summary>
    public int CallsInASecond => (int)Math.Min(_row.Level, int.MaxValue);

    /// <summary>Whether calls that are taken tell anything new.</summary>
    public bool IsLearning => _row.Level < Quota || IsProbing || _row.FailedAttempts > 0;

    /// <summary>The account's quota as far as known.</summary>
    private double Quota => _row.Named > 0 ? Math.Min(_row.Named, _row.Claimed) : _row.Claimed;

    private bool IsProbing => _row.ProbedAt != 0;

    /// <summary>The level of a machine with a single place, or the whole quota where that is less.</summary>
    private double Single => Math.Min(1, Quota);

    /// <summary>What a large quota is shared in.</summary>
    private double Unit => Math.Max(1, Math.Floor(Quota / 20));

    /// <summary>Reports what a caller knows of the account's quota.</summary>
    /// <param name="quota">What its user says; of several the largest counts.</param>
    /// <param name="named">What a refusal has named, or 0.</param>
    public void Claim(double quota, double named)
    {
        bool isFull = _row.Level >= Quota;
        _row.Claimed = Math.Max(_row.Claimed, quota);
        if (named > 0 && _row.Named == 0) _row.Named = named;
        if (isFull) _row.Level = Quota;
    }

    /// <summary>What refusals named is forgotten.</summary>
    public void ForgetNamed()
    {
        bool isFull = _row.Level >= Quota;
        _row.Named = 0;
        if (isFull) _row.Level = Quota;
    }

    /// <summary>From one slot to the next, in ticks.</summary>
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
    /// <param name="named">The quota that the refusal names, where it does.</param>
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

    /// <summary>A call was taken.</summary>
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
    /// A place that was lost is refused once a second until it is given up, which with an answer that takes long is many
    /// times: only those of the first second count, and none that was sent before the level fell for another reason.
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
            // At the quota it may have been jitter only, and a fifth of it is a lot.
            double decrease = _row.BurstLevel >= Quota ? 0 : Decrease;
            double level = Math.Min(Math.Round(_row.BurstLevel * (1 - decrease)), Math.Ceiling(_row.BurstLevel) - _row.BurstRefusals);
            _row.Level = Math.Max(Single, Math.Min(_row.Level, level));
            return;
        }

        // The last place is lost. Any moment may be the one at which another is free, and more often than not none is.
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

    /// <summary>A pace that is not used cannot be tested either.</summary>
    private bool IsUsed(long now) => _row.HasTaken((int)Math.Min(_row.Level, SlotRow.Remembered), now - (long)(1.5 * Second));
}
