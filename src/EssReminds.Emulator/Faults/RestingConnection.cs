using System;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>A connection that a firewall drops silently after it has been idle for too long.</summary>
internal sealed class RestingConnection(TimeSpan longest, TimeSpan opened)
{
    public const string FaultName = "drop-resting";

    private readonly Lock _gate = new();
    private TimeSpan _restsSince = opened;
    private bool _dropped;

    /// <summary>Whether a request that arrives now is lost. Once dropped, a connection stays dropped.</summary>
    public bool Drops(TimeSpan now)
    {
        lock (_gate) return _dropped |= longest > TimeSpan.Zero && now - _restsSince > longest;
    }

    /// <summary>Called when an answer was sent: the idle time starts again.</summary>
    public void Rest(TimeSpan now)
    {
        lock (_gate) _restsSince = now;
    }
}
