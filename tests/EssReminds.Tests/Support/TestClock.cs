using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Tests.Support;

/// <summary>Time that advances only by delays, which pass at once, or when a test says so.</summary>
internal sealed class TestClock : Clock
{
    private static readonly DateTimeOffset Epoch = new(2026, 8, 1, 7, 0, 0, TimeSpan.Zero);
    private long _ticks = TimeSpan.FromHours(10).Ticks;

    /// <summary>How late each timer fires.</summary>
    public TimeSpan Lateness { get; set; }

    /// <summary>Delays wait for this task before time advances.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public override DateTimeOffset UtcNow => Epoch + TimeSpan.FromTicks(Ticks);

    public override long Ticks => Volatile.Read(ref _ticks);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override async Task DelayAsync(TimeSpan delay, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await Held;
        Advance(delay + Lateness);
        await Task.Yield();
    }
}
