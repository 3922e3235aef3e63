using System;

namespace EssReminds.Connection;

/// <summary>The server's time, as far as it is known to differ from this machine's.</summary>
internal sealed class ServerClock
{
    // A Date header tells whole seconds.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private readonly Clock _clock;
    private TimeSpan _offset;
    private bool _corrected;

    public ServerClock(Clock clock) => _clock = clock;

    public TimeSpan Offset
    {
        get { lock (_lock) return _offset; }
    }

    public DateTimeOffset Now => _clock.UtcNow + Offset;

    /// <summary>
    /// After the service found a signature expired: takes over the server's time, once in a process. False where that has
    /// been done before, or where it would change nothing.
    /// </summary>
    public bool TryCorrect(DateTimeOffset? serverTime)
    {
        lock (_lock)
        {
            if (_corrected || serverTime is not { } time) return false;
            TimeSpan offset = time - _clock.UtcNow;
            if ((offset - _offset).Duration() <= Resolution) return false;
            _corrected = true;
            _offset = offset;
            return true;
        }
    }
}
