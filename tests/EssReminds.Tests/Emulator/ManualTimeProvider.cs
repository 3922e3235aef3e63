using System;

namespace EssReminds.Tests.Emulator;

/// <summary>Time that advances only when a test says so.</summary>
internal sealed class ManualTimeProvider(DateTimeOffset now) : TimeProvider
{
    private readonly DateTimeOffset _start = now;
    private DateTimeOffset _now = now;

    /// <summary>Time since the start.</summary>
    public TimeSpan Passed => _now - _start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => (_now - _start).Ticks;

    public void Advance(TimeSpan time) => _now += time;
}
