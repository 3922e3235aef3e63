using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Reflection;
using System.Security.Authentication;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>The HTTP client of a connection.</summary>
internal static class EssHttp
{
    // .NET Framework's default of two (ServicePoint.ConnectionLimit) would be the limit of calls in flight.
    private const int Connections = 1000;

    public static HttpClient CreateClient(ConnectionSettings settings)
    {
        var client = new HttpClient(CreateHandler(settings)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.ExpectContinue = false;
        return client;
    }

    /// <summary>The handler of the runtime: without cookies and redirects, which would carry a signature to another host.</summary>
    internal static HttpMessageHandler CreateHandler(ConnectionSettings settings)
    {
        bool useProxy = settings.Proxy is not null || settings.UsesSystemProxy;
        if (!NetFramework.IsHere)
        {
            return Create("System.Net.Http.SocketsHttpHandler", new()
            {
                [nameof(HttpClientHandler.AllowAutoRedirect)] = false,
                [nameof(HttpClientHandler.UseCookies)] = false,
                [nameof(HttpClientHandler.MaxConnectionsPerServer)] = Connections,
                [nameof(HttpClientHandler.UseProxy)] = useProxy,
                [nameof(HttpClientHandler.Proxy)] = settings.Proxy,
                [nameof(HttpClientHandler.DefaultProxyCredentials)] = settings.SystemProxyCredentials,
                ["PooledConnectionIdleTimeout"] = settings.Limits.Idle,
                ["PooledConnectionLifetime"] = settings.Limits.Lifetime,
                ["ConnectTimeout"] = settings.Limits.Connect,
            });
        }

        IWebProxy? proxy = settings.Proxy ?? (useProxy ? WebRequest.DefaultWebProxy : null);
        return new ServicePointHandler(proxy, settings.Limits)
        {
            InnerHandler = new HttpClientHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                MaxConnectionsPerServer = Connections,
                UseProxy = useProxy,
                Proxy = settings.Proxy,
                DefaultProxyCredentials = settings.SystemProxyCredentials,
                // .NET Framework offers TLS 1.2 only when told to, in hosts built for an older one; elsewhere the system knows best.
                SslProtocols = SslProtocols.Tls12,
            },
        };
    }

    /// <summary>A public handler of .NET's that netstandard2.0 does not name, with its public properties.</summary>
    private static HttpMessageHandler Create(string name, Dictionary<string, object?> properties)
    {
        Type type = typeof(HttpClient).Assembly.GetType(name, throwOnError: true)!;
        object handler = Activator.CreateInstance(type)!;
        foreach (KeyValuePair<string, object?> property in properties)
        {
            PropertyInfo known = type.GetProperty(property.Key) ?? throw new MissingMemberException(name, property.Key);
            known.SetValue(handler, property.Value);
        }

        return (HttpMessageHandler)handler;
    }
}
