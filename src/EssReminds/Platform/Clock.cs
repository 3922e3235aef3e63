using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Platform;

/// <summary>Time as the module sees it, so that tests need not wait for it.</summary>
internal abstract class Clock
{
    public static readonly Clock System = new SystemClock();

    public abstract DateTimeOffset UtcNow { get; }

    /// <summary>Ticks of 100 ns on a clock that never jumps and that all processes of a machine share.</summary>
    public abstract long Ticks { get; }

    public abstract Task DelayAsync(TimeSpan delay, CancellationToken cancellation);

    /// <summary>Waits until <see cref="Ticks"/> has come that far, or nearly so: ask again.</summary>
    public Task DelayUntilAsync(long ticks, CancellationToken cancellation)
    {
        // Timers count whole milliseconds; rounded down, they would wake the caller too early.
        long milliseconds = (ticks - Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        return DelayAsync(TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)), cancellation);
    }

    private sealed class SystemClock : Clock
    {
        public override DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

        // CLOCK_MONOTONIC, QueryPerformanceCounter or mach_absolute_time: counted since boot, the same for every process.
        public override long Ticks => (long)(Stopwatch.GetTimestamp() * TicksPerCount);

        private static readonly double TicksPerCount = (double)TimeSpan.TicksPerSecond / Stopwatch.Frequency;

        public override Task DelayAsync(TimeSpan delay, CancellationToken cancellation) => Task.Delay(delay, cancellation);
    }
}
