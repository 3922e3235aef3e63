using System;

namespace EssReminds.Connection;

/// <summary>How long the HTTP stack waits for a connection, and how long it keeps one open.</summary>
internal sealed class ConnectionLimits
{
    public static readonly ConnectionLimits Default = new();

    /// <summary>
    /// The idle time after which a connection is not reused: firewalls drop idle connections silently. .NET checks every quarter of this
    /// time, so none stays idle for more than 9 s.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>The maximum age of a connection, so that a changed address of the service is noticed within two minutes.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(110);

    /// <summary>
    /// The time-out of one connection attempt, including TLS and proxy. .NET Framework has none; there the call's time-out applies.
    /// </summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);
}
