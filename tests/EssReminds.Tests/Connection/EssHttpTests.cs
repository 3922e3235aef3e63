using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Connection;
using EssReminds.Emulator;
using EssReminds.Protocol;
using EssReminds.Tests.Emulator;
using EssReminds.Tests.Support;
using Xunit;
using Product = EssReminds.Protocol.Product;

namespace EssReminds.Tests.Connection;

/// <summary>How HTTP connections to the service are opened, kept and closed.</summary>
public class EssHttpTests
{
    private static readonly ConnectionSettings Direct = WithIdle(ConnectionLimits.Default.Idle);

    [Fact]
    public void Connections_have_the_documented_timeouts_and_lifetimes()
    {
        using var handler = (SocketsHttpHandler)EssHttp.CreateHandler(Direct);
        Assert.Equal(TimeSpan.FromSeconds(10), handler.ConnectTimeout);
        // .NET closes idle connections by a timer that fires every quarter of this time.
        Assert.InRange(handler.PooledConnectionIdleTimeout * 1.25, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        Assert.InRange(handler.PooledConnectionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
        Assert.InRange(handler.MaxConnectionsPerServer, 1000, int.MaxValue);
        Assert.False(handler.AllowAutoRedirect || handler.UseCookies || handler.UseProxy);
        using HttpClient client = EssHttp.CreateClient(Direct);
        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout); // each call has its own limit
        Assert.False(client.DefaultRequestHeaders.ExpectContinue);
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        bool closed = false;
        await using var server = TcpServer.Start(async (stream, stop) =>
        {
            await TcpServer.ReadSomeAsync(stream, stop);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
            closed = await TcpServer.ReadSomeAsync(stream, stop) == 0;
        });
        using HttpClient http = EssHttp.CreateClient(WithIdle(TimeSpan.FromMilliseconds(100)));
        (await http.GetAsync(new Uri("http://127.0.0.1:" + server.Port))).Dispose();
        await Until.Holds(() => Volatile.Read(ref closed));
    }

    /// <summary>The firewall's clock is the emulator's; the HTTP stack's limit is short here, because no clock can be injected.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_a_firewall_has_dropped_is_not_used_again(bool withLimit)
    {
        var time = new ManualTimeProvider(Vectors.Time);
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, TimeProvider = time, DropResting = TimeSpan.FromSeconds(20) });
        bool closed = false;
        await using var wire = TcpServer.RelayingTo(emulator.Address, () => Volatile.Write(ref closed, true));
        var address = new Uri("http://127.0.0.1:" + wire.Port);
        using HttpClient http = EssHttp.CreateClient(
            WithIdle(withLimit ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromHours(1)));
        var client = new EssClient(http, address, TimeSpan.FromSeconds(withLimit ? 30 : 1));
        Task<CallResult> SendAsync() => client.SendAsync(
            RemindAction.ServiceOf(Product.Ess), Vectors.Credential, time.GetUtcNow(), Encoding.UTF8.GetBytes(Vectors.E1Body),
            null, default);
        Assert.Null((await SendAsync()).Fault);

        if (withLimit) await Until.Holds(() => Volatile.Read(ref closed));
        time.Advance(TimeSpan.FromSeconds(25));
        CallFault? fault = (await SendAsync()).Fault;

        Assert.Equal(withLimit ? null : Remedy.Unknown, fault?.Remedy);
        Assert.Equal(withLimit ? 0 : 1, emulator.Stats.Faults.GetValueOrDefault("drop-resting"));
    }

    [Fact]
    public void ProxyCredential_is_used_for_the_system_proxy_if_no_other_is_named()
    {
        var login = new NetworkCredential("user", "hunter2");
        using var handler = (SocketsHttpHandler)EssHttp.CreateHandler(
            new ConnectionSettings { Endpoint = Product.Ess.ProductionEndpoint, SystemProxyCredentials = login });
        Assert.Equal((true, null, login), (handler.UseProxy, handler.Proxy, handler.DefaultProxyCredentials));
    }

    /// <summary>.NET Framework keeps the limits per address, and drops them with the last connection to it.</summary>
    [Fact]
    public async Task On_NET_Framework_the_limits_are_set_for_every_call()
    {
        var address = new Uri("http://limits.invalid");
        using var http = new HttpClient(new ServicePointHandler(null, ConnectionLimits.Default) { InnerHandler = new Answering() });
        (await http.GetAsync(address)).Dispose();
#pragma warning disable SYSLIB0014 // obsolete in .NET, but needed for .NET Framework
        ServicePoint point = ServicePointManager.FindServicePoint(address, null);
#pragma warning restore SYSLIB0014
        Assert.InRange(point.MaxIdleTime, 1, 10_000);
        Assert.InRange(point.ConnectionLeaseTimeout, 1, 120_000);
    }

    private static ConnectionSettings WithIdle(TimeSpan idle) =>
        new() { Endpoint = Product.Ess.ProductionEndpoint, NoProxy = true, Limits = new ConnectionLimits { Idle = idle } };

    private sealed class Answering : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage());
    }
}
