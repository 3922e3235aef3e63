using System;

namespace EssReminds.Connection;

/// <summary>How long the HTTP stack waits for a connection, and how long it keeps one.</summary>
internal sealed class ConnectionLimits
{
    public static readonly ConnectionLimits Default = new();

    /// <summary>
    /// The rest after which a connection is not used again: firewalls forget such connections silently. .NET looks after each quarter of
    /// it, so that none has rested for more than 9 s.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>The longest life of a connection: an address of the service that has changed is seen within two minutes.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(110);

    /// <summary>For one attempt to connect, TLS and proxy included. .NET Framework has no such limit: there the call's counts.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);
}
