using System;

namespace EssReminds.Connection;

/// <summary>The moment at which one call may start, its number in the account's queue, and the way to the next slot, in ticks.</summary>
internal readonly struct Slot
{
    public Slot(long start, long number, long interval) => (Start, Number, Interval) = (start, number, interval);

    public long Start { get; }
    public long Number { get; }
    public long Interval { get; }
}

/// <summary>
/// What is known of one account and action: its queue of slots, when its last calls were sent, and the pace. Plain 64-bit
/// words, so that processes can share it through a file. Not thread-safe: whoever keeps the row locks it.
/// </summary>
internal sealed class SlotRow
{
    /// <summary>Calls whose time of sending is remembered; quotas beyond it are paced by their slots alone.</summary>
    public const int Remembered = 64;

    private const int FirstSent = (int)Word.Count;
    private const long NotCounted = long.MinValue;

    /// <summary>A row that nobody has used for this long can be reused.</summary>
    private static readonly long Lifetime = TimeSpan.FromSeconds(30).Ticks;

    /// <summary>Clocks of one machine's cores differ by far less.</summary>
    private static readonly long ClockSkew = TimeSpan.FromSeconds(1).Ticks;

    private readonly long[] _words = new long[FirstSent + Remembered];

    private enum Word
    {
        Owner, WrittenAt, NextSlot, Taken, HeldUntil,
        Claimed, Named, Level, LevelBeforeProbe, ProbedAt, LoweredAt, RefusedAt, BurstAt, BurstLevel, BurstRefusals,
        NextProbe, Successes, ProbeDelay, FailedAttempts, StarvedDelay, Count,
    }

    /// <summary>Bytes of a row in a file.</summary>
    public static int Size => (FirstSent + Remembered) * sizeof(long);

    /// <summary>Bytes that tell whose row it is and whether it is stale.</summary>
    public static int HeaderSize => FirstSent * sizeof(long);

    /// <summary>The hash of the account; 0 in an empty row.</summary>
    public long Owner { get => this[Word.Owner]; set => this[Word.Owner] = value; }

    /// <summary>When the row was written last.</summary>
    public long WrittenAt { get => this[Word.WrittenAt]; set => this[Word.WrittenAt] = value; }

    /// <summary>The account's quota in calls a second, as users know it; 0 in a new row.</summary>
    public double Claimed { get => Fraction(Word.Claimed); set => SetFraction(Word.Claimed, value); }

    /// <summary>The quota that a refusal named; 0 where none did.</summary>
    public double Named { get => Fraction(Word.Named); set => SetFraction(Word.Named, value); }

    /// <summary>Calls a second that this machine takes for its share of the quota.</summary>
    public double Level { get => Fraction(Word.Level); set => SetFraction(Word.Level, value); }

    /// <summary>Where to go back to when the probe that is under way is refused.</summary>
    public double LevelBeforeProbe { get => Fraction(Word.LevelBeforeProbe); set => SetFraction(Word.LevelBeforeProbe, value); }

    /// <summary>When the probe that is under way began; 0 without one.</summary>
    public long ProbedAt { get => this[Word.ProbedAt]; set => this[Word.ProbedAt] = value; }

    /// <summary>When the level last fell: refusals of earlier calls have had their effect.</summary>
    public long LoweredAt { get => this[Word.LoweredAt]; set => this[Word.LoweredAt] = value; }

    public long RefusedAt { get => this[Word.RefusedAt]; set => this[Word.RefusedAt] = value; }

    /// <summary>When the first of the refused calls was sent that lower the level together.</summary>
    public long BurstAt { get => this[Word.BurstAt]; set => this[Word.BurstAt] = value; }

    /// <summary>The level before they were refused.</summary>
    public double BurstLevel { get => Fraction(Word.BurstLevel); set => SetFraction(Word.BurstLevel, value); }

    public long BurstRefusals { get => this[Word.BurstRefusals]; set => this[Word.BurstRefusals] = value; }

    public long NextProbe { get => this[Word.NextProbe]; set => this[Word.NextProbe] = value; }

    /// <summary>Probes that were taken one after another.</summary>
    public long Successes { get => this[Word.Successes]; set => this[Word.Successes] = value; }

    /// <summary>How much longer than usual to wait between probes, since the last ones were refused.</summary>
    public double ProbeDelay { get => Fraction(Word.ProbeDelay); set => SetFraction(Word.ProbeDelay, value); }

    /// <summary>Calls refused one after another since the last place was lost.</summary>
    public long FailedAttempts { get => this[Word.FailedAttempts]; set => this[Word.FailedAttempts] = value; }

    /// <summary>How much longer a machine without any place waits before it tries again: every place seems to be taken.</summary>
    public double StarvedDelay { get => Fraction(Word.StarvedDelay); set => SetFraction(Word.StarvedDelay, value); }

    private long this[Word word]
    {
        get => _words[(int)word];
        set => _words[(int)word] = value;
    }

    /// <summary>Written before a reboot (its clock is ahead of ours), or so long ago that it says nothing.</summary>
    public bool IsStale(long now) =>
        WrittenAt - now > ClockSkew || now - Math.Max(WrittenAt, Math.Max(this[Word.NextSlot], this[Word.HeldUntil])) > Lifetime;

    public void Clear() => Array.Clear(_words, 0, _words.Length);

    public void Read(byte[] bytes, int count) => Buffer.BlockCopy(bytes, 0, _words, 0, count);

    public void Write(byte[] bytes) => Buffer.BlockCopy(_words, 0, bytes, 0, Size);

    /// <summary>
    /// Takes a slot: the next one, but not before <paramref name="asked"/> (idle time allows no burst), nor further back than
    /// <paramref name="catchUp"/> (a late timer costs no throughput, a machine that slept sends no burst).
    /// </summary>
    public Slot Take(long asked, long now, long interval, long catchUp)
    {
        long start = Math.Max(Math.Max(Math.Max(this[Word.NextSlot], asked), now - catchUp), this[Word.HeldUntil]);
        this[Word.NextSlot] = start + interval;
        long number = ++this[Word.Taken];
        Sent(number) = start; // as planned, until it is reported
        return new Slot(start, number, interval);
    }

    /// <summary>Gives a slot back that no call has used: the next caller gets it, where it was the last one taken.</summary>
    public void Return(Slot slot)
    {
        if (IsOverwritten(slot.Number)) return;
        Sent(slot.Number) = NotCounted;
        if (this[Word.NextSlot] == slot.Start + slot.Interval) this[Word.NextSlot] = slot.Start;
    }

    /// <summary>
    /// The moment from which the call of a slot is not one too many: <paramref name="span"/> after the call that is
    /// <paramref name="calls"/> before it was sent; calls that were refused are left out, since the service does, too.
    /// </summary>
    public long Earliest(Slot slot, int calls, long span)
    {
        long start = Math.Max(slot.Start, this[Word.HeldUntil]);
        if (calls is < 1 or >= Remembered) return start;
        for (long number = slot.Number - 1; number > 0 && !IsOverwritten(number); number--)
            if (Sent(number) != NotCounted && --calls == 0) return Math.Max(start, Sent(number) + span);

        return start;
    }

    /// <summary>A call was sent. Nothing is noted of one so late that its place in the ring was reused.</summary>
    public void SetSent(Slot slot, long moment)
    {
        if (!IsOverwritten(slot.Number) && Sent(slot.Number) != NotCounted) Sent(slot.Number) = moment;
    }

    /// <summary>A call was refused, so it does not count at the service.</summary>
    public void SetRefused(Slot slot)
    {
        if (!IsOverwritten(slot.Number)) Sent(slot.Number) = NotCounted;
    }

    /// <summary>Whether as many calls as this were asked for since <paramref name="moment"/>.</summary>
    public bool HasTaken(int calls, long moment)
    {
        long number = this[Word.Taken] - Math.Min(calls, Remembered - 1) + 1;
        return number > 0 && (Sent(number) is var sent) && (sent == NotCounted || sent >= moment);
    }

    /// <summary>No slot before <paramref name="moment"/> from now on; those taken already keep theirs.</summary>
    public void Postpone(long moment) => this[Word.NextSlot] = Math.Max(this[Word.NextSlot], moment);

    /// <summary>No call before <paramref name="moment"/>, whatever its slot.</summary>
    public void Hold(long moment) => this[Word.HeldUntil] = Math.Max(this[Word.HeldUntil], moment);

    private bool IsOverwritten(long number) => this[Word.Taken] - number >= Remembered;

    private ref long Sent(long number) => ref _words[FirstSent + (int)((ulong)number % Remembered)];

    private double Fraction(Word word) => BitConverter.Int64BitsToDouble(this[word]);

    private void SetFraction(Word word, double value) => this[word] = BitConverter.DoubleToInt64Bits(value);
}
