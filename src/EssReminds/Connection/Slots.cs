using System;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>
/// A moment at which one call may start, in the ticks of <see cref="Clock.Ticks"/>, its number in the line, and how far the
/// caller keeps slots apart.
/// </summary>
internal readonly struct Slot
{
    public Slot(long start, long number, long interval) => (Start, Number, Interval) = (start, number, interval);

    public long Start { get; }
    public long Number { get; }
    public long Interval { get; }
}

/// <summary>
/// The line of one account: the next slot, which whoever takes it advances, and when the last calls really left. Each
/// step is one atomic operation on one word, so that a caller killed between two of them leaves nothing to repair.
/// </summary>
internal abstract class Slots
{
    /// <summary>Departures that are remembered, which bounds the quota that <see cref="EarliestAfter"/> can watch over.</summary>
    public const int Remembered = 64;

    /// <summary>The 64-bit words of a line: the next slot, the number of slots taken, the departures in a ring.</summary>
    protected const int Words = FirstDeparture + Remembered;

    private const int Next = 0;
    private const int Taken = 1;
    private const int FirstDeparture = 2;

    // Each process holds one slot at a time, so no line is longer than this and a slot for each of 64 processes.
    private static readonly long Furthest = TimeSpan.FromSeconds(5).Ticks;

    /// <summary>
    /// Takes a slot: the next one, but not before <paramref name="asked"/> (an idle time buys no burst), nor further back than
    /// <paramref name="catchUp"/> (a late timer costs no throughput, a machine that slept releases no flood).
    /// </summary>
    public Slot Take(long asked, long now, long interval, long catchUp)
    {
        while (true)
        {
            ref long next = ref Word(Next);
            long seen = Volatile.Read(ref next);
            long due = IsOfAnotherStart(seen, now, interval) ? now : seen;
            long start = Math.Max(Math.Max(due, asked), now - catchUp);
            if (Interlocked.CompareExchange(ref next, start + interval, seen) != seen) continue;

            var slot = new Slot(start, Interlocked.Increment(ref Word(Taken)), interval);
            Leave(slot, start); // as planned, until it is known better
            return slot;
        }
    }

    /// <summary>
    /// The moment from which the call of a slot is not one too many: <paramref name="span"/> after the departure of the call
    /// that is <paramref name="calls"/> before it. A call that left late thereby holds up the one that a server which counts
    /// any sliding second would refuse, and no other.
    /// </summary>
    public long EarliestAfter(Slot slot, int calls, long span, long now)
    {
        if (calls is < 1 or >= Remembered || slot.Number <= calls) return slot.Start;
        long left = Volatile.Read(ref Departure(slot.Number - calls));
        // Read in this order: a slot taken since may have put its own departure there.
        bool isAnothers = IsTakenOver(slot.Number - calls) || IsOfAnotherStart(left, now, slot.Interval);
        return isAnothers ? slot.Start : Math.Max(slot.Start, left + span);
    }

    /// <summary>The call of a slot has really left. Of one so late that its place in the ring is another's by now nothing is noted.</summary>
    public void Leave(Slot slot, long moment)
    {
        if (!IsTakenOver(slot.Number)) Volatile.Write(ref Departure(slot.Number), moment);
    }

    /// <summary>No slot before <paramref name="moment"/> from now on.</summary>
    public void Postpone(long moment)
    {
        while (true)
        {
            ref long next = ref Word(Next);
            long seen = Volatile.Read(ref next);
            if (seen >= moment || Interlocked.CompareExchange(ref next, moment, seen) == seen) return;
        }
    }

    /// <summary>Whether a moment lies so far ahead that a clock must have left it that has started anew since.</summary>
    public static bool IsOfAnotherStart(long moment, long now, long interval) => moment - now > Furthest + 64 * interval;

    /// <summary>A word of the line, from 0 to <see cref="Words"/>.</summary>
    protected abstract ref long Word(int index);

    private bool IsTakenOver(long number) => Volatile.Read(ref Word(Taken)) - number >= Remembered;

    private ref long Departure(long number) => ref Word(FirstDeparture + (int)((ulong)number % Remembered));
}

/// <summary>Slots that this process alone knows.</summary>
internal sealed class LocalSlots : Slots
{
    private readonly long[] _words = new long[Words];

    protected override ref long Word(int index) => ref _words[index];
}
