using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EssReminds.Tests.Support;

/// <summary>A forward proxy on loopback: it forwards and records calls; it accepts tunnels, but connects them to nothing.</summary>
internal sealed class ForwardProxy : IAsyncDisposable
{
    private readonly ConcurrentQueue<Seen> _seen = new();
    private readonly HttpClient _onward = new(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false });
    private LoopbackServer _server = null!;

    public Uri Address => _server.Address;

    /// <summary>Whether the proxy asks for a user and password.</summary>
    public bool Asks { get; set; }

    public IReadOnlyCollection<Seen> Requests => _seen;

    public static async Task<ForwardProxy> StartAsync()
    {
        var proxy = new ForwardProxy();
        proxy._server = await LoopbackServer.StartAsync(proxy.AnswerAsync);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _onward.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        string target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        string? authorization = http.Request.Headers.ProxyAuthorization;
        _seen.Enqueue(new Seen(http.Request.Method, target, authorization));
        if (Asks && authorization is null)
        {
            http.Response.StatusCode = 407;
            http.Response.Headers.ProxyAuthenticate = "Basic realm=\"proxy\"";
        }
        else if (HttpMethods.IsPost(http.Request.Method))
        {
            await PassOnAsync(http, target);
        }
    }

    private async Task PassOnAsync(HttpContext http, string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StreamContent(http.Request.Body) };
        request.Headers.Host = http.Request.Headers.Host;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(http.Request.ContentType!);
        foreach (var header in http.Request.Headers)
        {
            if (header.Key is "Authorization" || header.Key.StartsWith("X-TC-", StringComparison.OrdinalIgnoreCase))
                request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        }

        using HttpResponseMessage answer = await _onward.SendAsync(request);
        http.Response.StatusCode = (int)answer.StatusCode;
        await http.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    internal sealed record Seen(string Method, string Target, string? Authorization);
}
