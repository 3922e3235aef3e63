using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Tests.Support;

/// <summary>A clock whose date a test sets; delays last as long as with the system's clock.</summary>
internal sealed class SetClock(DateTimeOffset now) : Clock
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset UtcNow => _now;

    public override long Ticks => System.Ticks;

    public void Set(DateTimeOffset now) => _now = now;

    public void Advance(TimeSpan time) => _now += time;

    public override Task DelayAsync(TimeSpan delay, CancellationToken cancellation) => System.DelayAsync(delay, cancellation);
}
