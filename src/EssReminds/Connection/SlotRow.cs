using System;

namespace EssReminds.Connection;

/// <summary>When one call may start, its number in the account's queue, and the interval to the next slot, in ticks.</summary>
internal readonly struct Slot
{
    public Slot(long start, long number, long interval) => (Start, Number, Interval) = (start, number, interval);

    public long Start { get; }
    public long Number { get; }
    public long Interval { get; }
}

/// <summary>
/// The state of one account and action: its slot queue, the send times of its last calls, and the pace. Plain 64-bit words, so that
/// processes can share it through a file. Not thread-safe: its owner locks it.
/// </summary>
internal sealed class SlotRow
{
    /// <summary>How many send times are kept; larger quotas are paced by their slots alone.</summary>
    public const int Remembered = 64;

    private const int FirstSent = (int)Word.Count;
    private const long NotCounted = long.MinValue;

    /// <summary>A row unused for this long can be reused.</summary>
    private static readonly long Lifetime = TimeSpan.FromSeconds(30).Ticks;

    /// <summary>Clock readings on one machine's cores differ by far less.</summary>
    private static readonly long ClockSkew = TimeSpan.FromSeconds(1).Ticks;

    private readonly long[] _words = new long[FirstSent + Remembered];

    private enum Word
    {
        Owner, WrittenAt, NextSlot, Taken, HeldUntil,
        Claimed, Named, Level, LevelBeforeProbe, ProbedAt, LoweredAt, RefusedAt, BurstAt, BurstLevel, BurstRefusals,
        NextProbe, Successes, ProbeDelay, FailedAttempts, StarvedDelay, Count,
    }

    /// <summary>The size of a row in a file, in bytes.</summary>
    public static int Size => (FirstSent + Remembered) * sizeof(long);

    /// <summary>The size of the part that shows whose row it is and whether it is stale, in bytes.</summary>
    public static int HeaderSize => FirstSent * sizeof(long);

    /// <summary>The hash of the account; 0 in an empty row.</summary>
    public long Owner { get => this[Word.Owner]; set => this[Word.Owner] = value; }

    /// <summary>When the row was last written.</summary>
    public long WrittenAt { get => this[Word.WrittenAt]; set => this[Word.WrittenAt] = value; }

    /// <summary>The account's quota in calls per second, according to its users; 0 in a new row.</summary>
    public double Claimed { get => Fraction(Word.Claimed); set => SetFraction(Word.Claimed, value); }

    /// <summary>The quota that a refusal named; 0 if none did.</summary>
    public double Named { get => Fraction(Word.Named); set => SetFraction(Word.Named, value); }

    /// <summary>This machine's share of the quota, in calls per second.</summary>
    public double Level { get => Fraction(Word.Level); set => SetFraction(Word.Level, value); }

    /// <summary>The level to restore if the current probe is refused.</summary>
    public double LevelBeforeProbe { get => Fraction(Word.LevelBeforeProbe); set => SetFraction(Word.LevelBeforeProbe, value); }

    /// <summary>When the current probe began; 0 without one.</summary>
    public long ProbedAt { get => this[Word.ProbedAt]; set => this[Word.ProbedAt] = value; }

    /// <summary>When the level last fell: refusals of calls sent before that have already had their effect.</summary>
    public long LoweredAt { get => this[Word.LoweredAt]; set => this[Word.LoweredAt] = value; }

    public long RefusedAt { get => this[Word.RefusedAt]; set => this[Word.RefusedAt] = value; }

    /// <summary>When the first call of the current burst was sent: the refusals that lower the level together.</summary>
    public long BurstAt { get => this[Word.BurstAt]; set => this[Word.BurstAt] = value; }

    /// <summary>The level before that burst.</summary>
    public double BurstLevel { get => Fraction(Word.BurstLevel); set => SetFraction(Word.BurstLevel, value); }

    public long BurstRefusals { get => this[Word.BurstRefusals]; set => this[Word.BurstRefusals] = value; }

    public long NextProbe { get => this[Word.NextProbe]; set => this[Word.NextProbe] = value; }

    /// <summary>Consecutive accepted probes.</summary>
    public long Successes { get => this[Word.Successes]; set => this[Word.Successes] = value; }

    /// <summary>The factor by which probes are delayed because the last ones were refused.</summary>
    public double ProbeDelay { get => Fraction(Word.ProbeDelay); set => SetFraction(Word.ProbeDelay, value); }

    /// <summary>Consecutive refusals since the last place was lost.</summary>
    public long FailedAttempts { get => this[Word.FailedAttempts]; set => this[Word.FailedAttempts] = value; }

    /// <summary>The factor by which a machine that lost its last place waits longer for another: all places seem to be taken.</summary>
    public double StarvedDelay { get => Fraction(Word.StarvedDelay); set => SetFraction(Word.StarvedDelay, value); }

    private long this[Word word]
    {
        get => _words[(int)word];
        set => _words[(int)word] = value;
    }

    /// <summary>Written before a reboot (its time is ahead of our clock), or too long ago to matter.</summary>
    public bool IsStale(long now) =>
        WrittenAt - now > ClockSkew || now - Math.Max(WrittenAt, Math.Max(this[Word.NextSlot], this[Word.HeldUntil])) > Lifetime;

    public void Clear() => Array.Clear(_words, 0, _words.Length);

    public void Read(byte[] bytes, int count) => Buffer.BlockCopy(bytes, 0, _words, 0, count);

    public void Write(byte[] bytes) => Buffer.BlockCopy(_words, 0, bytes, 0, Size);

    /// <summary>
    /// Takes the next slot, but none before <paramref name="asked"/> (idle time allows no burst), and none further back than
    /// <paramref name="catchUp"/> (a late timer costs no throughput, a machine that slept sends no burst).
    /// </summary>
    public Slot Take(long asked, long now, long interval, long catchUp)
    {
        long start = Math.Max(Math.Max(Math.Max(this[Word.NextSlot], asked), now - catchUp), this[Word.HeldUntil]);
        this[Word.NextSlot] = start + interval;
        long number = ++this[Word.Taken];
        Sent(number) = start; // the planned time, until the actual one is reported
        return new Slot(start, number, interval);
    }

    /// <summary>Gives back a slot that no call used; if it was the last one taken, the next caller gets it.</summary>
    public void Return(Slot slot)
    {
        if (IsOverwritten(slot.Number)) return;
        Sent(slot.Number) = NotCounted;
        if (this[Word.NextSlot] == slot.Start + slot.Interval) this[Word.NextSlot] = slot.Start;
    }

    /// <summary>
    /// The earliest time at which a slot's call stays within the quota: <paramref name="span"/> after the call <paramref name="calls"/>
    /// places before it was sent. Refused calls are not counted, as the service does not count them either.
    /// </summary>
    public long Earliest(Slot slot, int calls, long span)
    {
        long start = Math.Max(slot.Start, this[Word.HeldUntil]);
        if (calls is < 1 or >= Remembered) return start;
        for (long number = slot.Number - 1; number > 0 && !IsOverwritten(number); number--)
            if (Sent(number) != NotCounted && --calls == 0) return Math.Max(start, Sent(number) + span);

        return start;
    }

    /// <summary>Records when a call was sent; ignored if that is so late that its entry in the ring was reused.</summary>
    public void SetSent(Slot slot, long moment)
    {
        if (!IsOverwritten(slot.Number) && Sent(slot.Number) != NotCounted) Sent(slot.Number) = moment;
    }

    /// <summary>Excludes a refused call, which the service does not count.</summary>
    public void SetRefused(Slot slot)
    {
        if (!IsOverwritten(slot.Number)) Sent(slot.Number) = NotCounted;
    }

    /// <summary>Whether at least <paramref name="calls"/> slots were taken since <paramref name="moment"/>.</summary>
    public bool HasTaken(int calls, long moment)
    {
        long number = this[Word.Taken] - Math.Min(calls, Remembered - 1) + 1;
        return number > 0 && (Sent(number) is var sent) && (sent == NotCounted || sent >= moment);
    }

    /// <summary>Issues no slot before <paramref name="moment"/>; slots already taken are unaffected.</summary>
    public void Postpone(long moment) => this[Word.NextSlot] = Math.Max(this[Word.NextSlot], moment);

    /// <summary>Lets no call start before <paramref name="moment"/>, whatever its slot.</summary>
    public void Hold(long moment) => this[Word.HeldUntil] = Math.Max(this[Word.HeldUntil], moment);

    private bool IsOverwritten(long number) => this[Word.Taken] - number >= Remembered;

    private ref long Sent(long number) => ref _words[FirstSent + (int)((ulong)number % Remembered)];

    private double Fraction(Word word) => BitConverter.Int64BitsToDouble(this[word]);

    private void SetFraction(Word word, double value) => this[word] = BitConverter.DoubleToInt64Bits(value);
}
