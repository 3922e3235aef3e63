using System;

namespace EssReminds.Connection;

/// <summary>The server's time, as far as it is known to differ from this machine's.</summary>
internal sealed class ServerClock
{
    // A Date header tells whole seconds.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(20 * 365);

    private readonly object _lock = new();
    private readonly Clock _clock;
    private TimeSpan _offset;

    public ServerClock(Clock clock) => _clock = clock;

    public TimeSpan Offset
    {
        get { lock (_lock) return _offset; }
    }

    public DateTimeOffset Now => _clock.UtcNow + Offset;

    /// <summary>
    /// After the service found a signature expired: takes over the server's time, for the rest of the process or until it is
    /// found wrong again (somebody set this machine's clock). False where it would change nothing, or is no plausible time.
    /// </summary>
    public bool TryCorrect(DateTimeOffset? serverTime)
    {
        lock (_lock)
        {
            if (serverTime is not { } time) return false;
            TimeSpan offset = time - _clock.UtcNow;
            if ((offset - _offset).Duration() <= Resolution || offset.Duration() > Furthest) return false;
            _offset = offset;
            return true;
        }
    }
}
