using System;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>The next moment at which a call may start, in the ticks of <see cref="Clock.Ticks"/>; whoever takes it advances it.</summary>
internal abstract class Slots
{
    private static readonly long Furthest = TimeSpan.FromMinutes(1).Ticks;

    /// <summary>
    /// Takes a slot: the next one, but not before <paramref name="asked"/> (an idle time buys no burst), nor further back than
    /// <paramref name="catchUp"/> (a late timer costs no throughput, a machine that slept releases no flood).
    /// </summary>
    public long Take(long asked, long now, long interval, long catchUp)
    {
        while (true)
        {
            long seen = Read();
            // A slot so far ahead was left by a clock that has started anew since.
            long next = seen - now > Furthest + 64 * interval ? now : seen;
            long slot = Math.Max(Math.Max(next, asked), now - catchUp);
            if (TryAdvance(seen, slot + interval)) return slot;
        }
    }

    /// <summary>No slot before <paramref name="moment"/> from now on.</summary>
    public void Postpone(long moment)
    {
        while (true)
        {
            long seen = Read();
            if (seen >= moment || TryAdvance(seen, moment)) return;
        }
    }

    protected abstract long Read();

    /// <summary>Sets the next slot, unless another caller was quicker.</summary>
    protected abstract bool TryAdvance(long seen, long next);
}

/// <summary>Slots that this process alone knows.</summary>
internal sealed class LocalSlots : Slots
{
    private long _next;

    protected override long Read() => Volatile.Read(ref _next);

    protected override bool TryAdvance(long seen, long next) => Interlocked.CompareExchange(ref _next, next, seen) == seen;
}
