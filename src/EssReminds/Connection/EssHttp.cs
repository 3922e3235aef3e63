using System.Net.Http;
using System.Security.Authentication;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>The HTTP client of a connection.</summary>
internal static class EssHttp
{
    public static HttpClient CreateClient(ConnectionSettings settings)
    {
        var handler = new HttpClientHandler
        {
            // A redirect would carry a signature to a stranger.
            AllowAutoRedirect = false,
            UseCookies = false,
            // Windows PowerShell's default of two (ServicePoint.ConnectionLimit) would be the limit of calls in flight.
            MaxConnectionsPerServer = 1000,
            UseProxy = settings.Proxy is not null || (!settings.NoProxy && !settings.Endpoint.IsLoopback),
        };
        if (settings.Proxy is not null) handler.Proxy = settings.Proxy;
        // .NET Framework offers TLS 1.2 only when told to, in hosts built for an older one; elsewhere the system knows best.
        if (NetFramework.IsHere) handler.SslProtocols = SslProtocols.Tls12;

        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.ExpectContinue = false;
        return client;
    }
}
