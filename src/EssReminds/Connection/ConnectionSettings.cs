using System;
using System.Net;

namespace EssReminds.Connection;

/// <summary>What Connect-Ess was told about where calls go and how.</summary>
internal sealed class ConnectionSettings
{
    public const double DefaultRequestsPerSecond = 20; // what the service allows an account by default
    public const int DefaultTimeoutSec = 30;

    public required Uri Endpoint { get; init; }
    public double RequestsPerSecond { get; init; } = DefaultRequestsPerSecond;
    public int TimeoutSec { get; init; } = DefaultTimeoutSec;

    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>A proxy instead of the system's.</summary>
    public WebProxy? Proxy { get; init; }

    /// <summary>For the system's proxy, where that asks and its own address names nobody.</summary>
    public ICredentials? SystemProxyCredentials { get; init; }

    /// <summary>No proxy at all.</summary>
    public bool NoProxy { get; init; }

    /// <summary>Whether the system's proxy is used, if it has one: not without need for this machine itself.</summary>
    public bool UsesSystemProxy => Proxy is null && !NoProxy && !Endpoint.IsLoopback;

    /// <summary>The endpoint, where a key may be used with it.</summary>
    /// <exception cref="EssException">It is more or less than scheme, host and port, or neither https nor on this machine.</exception>
    public static Uri Check(Uri endpoint)
    {
        // The signature is one of "POST /": a path could not be called, and is not dropped silently.
        bool bare = endpoint.IsAbsoluteUri && endpoint.Host.Length > 0 && endpoint.UserInfo.Length == 0
            && endpoint.PathAndQuery == "/" && endpoint.Fragment.Length == 0;
        if (!bare) throw EssException.Of(ErrorId.EndpointInvalid, Printable.Address(endpoint));
        bool safe = endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback);
        return safe ? endpoint : throw EssException.Of(ErrorId.EndpointNotHttps, Printable.Address(endpoint));
    }
}
