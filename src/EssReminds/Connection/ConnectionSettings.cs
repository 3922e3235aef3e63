using System;
using System.Net;

namespace EssReminds.Connection;

/// <summary>Where and how calls are sent, as given to Connect-Ess.</summary>
internal sealed class ConnectionSettings
{
    public const double DefaultRequestsPerSecond = 20; // the service's default for an account
    public const int DefaultTimeoutSec = 30;

    public required Uri Endpoint { get; init; }
    public double RequestsPerSecond { get; init; } = DefaultRequestsPerSecond;
    public int TimeoutSec { get; init; } = DefaultTimeoutSec;

    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>A proxy to use instead of the system's.</summary>
    public WebProxy? Proxy { get; init; }

    /// <summary>Credentials for the system's proxy, if it demands them and its address contains none.</summary>
    public ICredentials? SystemProxyCredentials { get; init; }

    /// <summary>Whether to use no proxy at all.</summary>
    public bool NoProxy { get; init; }

    /// <summary>Whether the system's proxy, if there is one, is used; never for a loopback endpoint.</summary>
    public bool UsesSystemProxy => Proxy is null && !NoProxy && !Endpoint.IsLoopback;

    /// <summary>Returns the endpoint if a key may be sent to it.</summary>
    /// <exception cref="EssException">It is not exactly scheme, host and port, or neither https nor on this machine.</exception>
    public static Uri Check(Uri endpoint)
    {
        // Requests are signed for "POST /", so a path could not be called; refuse it rather than drop it silently.
        bool bare = endpoint.IsAbsoluteUri && endpoint.Host.Length > 0 && endpoint.UserInfo.Length == 0
            && endpoint.PathAndQuery == "/" && endpoint.Fragment.Length == 0;
        if (!bare) throw EssException.Of(ErrorId.EndpointInvalid, Printable.Address(endpoint));
        bool safe = endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback);
        return safe ? endpoint : throw EssException.Of(ErrorId.EndpointNotHttps, Printable.Address(endpoint));
    }
}
