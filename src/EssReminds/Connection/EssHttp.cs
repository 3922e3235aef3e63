using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Reflection;
using System.Security.Authentication;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>Creates the HTTP client of a connection.</summary>
internal static class EssHttp
{
    // .NET Framework's default of two (ServicePoint.ConnectionLimit) would limit the calls in flight.
    private const int Connections = 1000;

    public static HttpClient CreateClient(ConnectionSettings settings)
    {
        var client = new HttpClient(CreateHandler(settings)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.ExpectContinue = false;
        return client;
    }

    /// <summary>The runtime's handler, without cookies and redirects, which would carry a signature to another host.</summary>
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
                // In a host built for an older version, .NET Framework offers TLS 1.2 only on request; elsewhere the system decides.
                SslProtocols = SslProtocols.Tls12,
            },
        };
    }

    /// <summary>Creates, by reflection, a public .NET handler that netstandard2.0 lacks, and sets its public properties.</summary>
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
