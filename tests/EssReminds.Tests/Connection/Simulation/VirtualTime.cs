using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Tests.Connection.Simulation;

/// <summary>Time that jumps from one event to the next, on one thread, in a deterministic order.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (long Time, long Order)> _events = new();
    private long _order;

    /// <summary>Ticks since the start.</summary>
    public long Now { get; private set; }

    public void At(long time, Action action) => _events.Enqueue(action, (Math.Max(time, Now), _order++));

    public void RunUntil(double seconds)
    {
        long end = (long)(seconds * TimeSpan.TicksPerSecond);
        while (_events.TryPeek(out _, out (long Time, long Order) next) && next.Time < end)
        {
            Now = next.Time;
            _events.Dequeue()();
        }

        Now = end;
    }
}

/// <summary>A machine's clock: it started at its own time, runs slightly fast or slow, and its timers are late.</summary>
internal sealed class VirtualClock(VirtualTime time, Random random) : Clock
{
    private readonly long _offset = TimeSpan.FromHours(1 + 1000 * random.NextDouble()).Ticks;
    private readonly double _speed = 1 + 0.0001 * (2 * random.NextDouble() - 1);

    public override DateTimeOffset UtcNow => new(2026, 8, 1, 7, 0, 0, TimeSpan.Zero);

    public override long Ticks => _offset + (long)(time.Now * _speed);

    public override Task DelayAsync(TimeSpan delay, CancellationToken cancellation)
    {
        // Completed inline by the event, so that everything runs on the one thread.
        var done = new TaskCompletionSource();
        long late = (long)(random.NextDouble() * TimeSpan.TicksPerMillisecond);
        time.At(time.Now + (long)(delay.Ticks / _speed) + late, done.SetResult);
        return done.Task;
    }
}
