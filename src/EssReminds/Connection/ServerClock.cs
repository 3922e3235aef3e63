using System;

namespace EssReminds.Connection;

/// <summary>The server's time: this machine's, corrected by the known offset.</summary>
internal sealed class ServerClock
{
    // A Date header has a resolution of one second.
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
    /// Adopts the server's time after the service reported a signature as expired; it holds for the rest of the process, or until it is
    /// wrong again (this machine's clock was set). False if that would change nothing, or the time is implausible.
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
