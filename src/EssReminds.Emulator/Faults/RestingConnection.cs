using System;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>A connection that a firewall forgets, without a word to either end, when it has rested for too long.</summary>
internal sealed class RestingConnection(TimeSpan longest, TimeSpan opened)
{
    public const string FaultName = "drop-resting";

    private readonly Lock _gate = new();
    private TimeSpan _restsSince = opened;
    private bool _dropped;

    /// <summary>Whether a request that arrives now gets nowhere. What is dropped once stays so.</summary>
    public bool Drops(TimeSpan now)
    {
        lock (_gate) return _dropped |= longest > TimeSpan.Zero && now - _restsSince > longest;
    }

    /// <summary>The answer is out: the connection rests again.</summary>
    public void Rest(TimeSpan now)
    {
        lock (_gate) _restsSince = now;
    }
}
