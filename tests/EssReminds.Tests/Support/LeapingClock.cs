using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Tests.Support;

/// <summary>The system's clock, except that every delay passes at once.</summary>
internal sealed class LeapingClock : Clock
{
    private long _leaped;

    /// <summary>The sum of all delays so far.</summary>
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
