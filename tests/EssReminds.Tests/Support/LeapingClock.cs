using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Tests.Support;

/// <summary>The system's clock for those who look at it; it leaps over every wait.</summary>
internal sealed class LeapingClock : Clock
{
    private long _leaped;

    /// <summary>How much was waited for so far, all waits together.</summary>
    public TimeSpan Leaped => TimeSpan.FromTicks(Volatile.Read(ref _leaped));

    public override DateTimeOffset UtcNow => System.UtcNow + Leaped;

    public override long Ticks => System.Ticks + Volatile.Read(ref _leaped);

    public override async Task DelayAsync(TimeSpan delay, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Interlocked.Add(ref _leaped, delay.Ticks);
        await Task.Yield();
    }
}
