using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Protocol;

/// <summary>Real connection failures: which cause is reported, and whether waiting can help.</summary>
public sealed class ConnectionFailureTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_UnknownAuthority()
    {
        await using var unknown = TcpServer.WithCertificate(_certificates.Sign("localhost"));
        await using var selfSigned = TcpServer.WithCertificate(TestCertificates.SelfSigned());
        Told(ConnectionCause.UnknownAuthority, WaitingHelps.No, "authority", await MeetAsync(unknown.Https));
        Told(ConnectionCause.UnknownAuthority, WaitingHelps.No, "authority", await MeetAsync(selfSigned.Https));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_WrongName()
    {
        await using var server = TcpServer.WithCertificate(_certificates.Sign("elsewhere.example"));
        Told(ConnectionCause.WrongName, WaitingHelps.No, "another host name", await MeetTrustingAsync(server.Https));
        Told(ConnectionCause.WrongName, WaitingHelps.No, "another host name", await MeetAsync(server.Https));
    }

    [Theory]
    [InlineData(-5, -1)]
    [InlineData(2, 5)]
    public async Task A_certificate_outside_its_validity_period_is_CertificateExpired(int fromDay, int toDay)
    {
        await using var server = TcpServer.WithCertificate(_certificates.Sign("localhost", fromDay, toDay));
        Told(ConnectionCause.CertificateExpired, WaitingHelps.No, "date and time", await MeetTrustingAsync(server.Https));
    }

    [Fact]
    public async Task A_server_that_speaks_plain_http_is_NotTls()
    {
        await using var server = TcpServer.Answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Told(ConnectionCause.NotTls, WaitingHelps.No, "TLS", await MeetAsync(server.Https));
    }

    [Fact]
    public async Task A_server_without_a_common_TLS_version_is_TlsFailed()
    {
        // The alert "protocol version" in a TLS 1.2 record.
        await using var server = TcpServer.Answering([21, 3, 3, 0, 2, 2, 70]);
        Told(ConnectionCause.TlsFailed, WaitingHelps.No, "TLS 1.2", await MeetAsync(server.Https));
    }

    [Fact]
    public async Task A_connection_closed_during_the_TLS_handshake_is_Closed()
    {
        await using var server = TcpServer.Start(TcpServer.ReadSomeAsync);
        Told(ConnectionCause.Closed, WaitingHelps.Yes, "closed", await MeetAsync(server.Https));
    }

    [Fact]
    public async Task A_closed_port_is_Refused_with_its_address()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        string address = port.LocalEndpoint.ToString()!;
        port.Stop();
        Told(ConnectionCause.Refused, WaitingHelps.Yes, address, await MeetAsync(new Uri("https://" + address)));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_NameNotFound()
    {
        ConnectionFailure failure = await MeetAsync(new Uri("https://nonexistent.invalid"));
        // NameUnavailable where the machine has no name service at all.
        Assert.True(failure.Cause is ConnectionCause.NameNotFound or ConnectionCause.NameUnavailable, failure.Cause.ToString());
        Told(failure.Cause, failure.WaitingHelps, "nonexistent.invalid:443", failure);
    }

    [Fact]
    public async Task A_server_that_accepts_and_stays_silent_is_TimedOut()
    {
        await using var server = TcpServer.Silent();
        ConnectionFailure failure = await MeetAsync(server.Https, connect: TimeSpan.FromMilliseconds(300));
        Told(ConnectionCause.TimedOut, WaitingHelps.Yes, "in time", failure);
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"", "-ProxyCredential")]
    [InlineData("403 Forbidden", "403")]
    [InlineData("502 Bad Gateway", "502")]
    public async Task A_proxy_that_grants_no_tunnel_is_reported_with_its_status_or_the_missing_credential(string answer, string told)
    {
        (ConnectionCause cause, WaitingHelps waiting) = (told[0], answer[0]) switch
        {
            ('-', _) => (ConnectionCause.ProxyAuthenticationRequired, WaitingHelps.No),
            (_, '5') => (ConnectionCause.ProxyRefused, WaitingHelps.Yes),
            _ => (ConnectionCause.ProxyRefused, WaitingHelps.No),
        };
        await using var proxy = TcpServer.Answering("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
        Told(cause, waiting, told, await MeetAsync(new Uri("https://localhost:9"), new WebProxy("http://127.0.0.1:" + proxy.Port)));
    }

    [Fact]
    public async Task A_socks_proxy_that_does_not_speak_socks_is_ProxyRefused()
    {
        await using var proxy = TcpServer.Answering("HTTP/1.1 400 Bad Request\r\n\r\n");
        Told(ConnectionCause.ProxyRefused, WaitingHelps.AFewTimes, "proxy",
            await MeetAsync(new Uri("https://localhost:9"), new WebProxy("socks5://127.0.0.1:" + proxy.Port)));
    }

    [Fact]
    public async Task A_proxy_of_an_unsupported_kind_is_ProxyUnsupported() =>
        Told(ConnectionCause.ProxyUnsupported, WaitingHelps.No, "proxy",
            await MeetAsync(new Uri("https://localhost:9"), new WebProxy("ftp://127.0.0.1:9")));

    /// <summary>Exceptions made by hand: those of .NET Framework, and those that a test machine cannot provoke.</summary>
    [Fact]
    public void Exceptions_that_cannot_be_provoked_here_have_the_right_cause()
    {
        Of(new WebException("", WebExceptionStatus.TrustFailure), ConnectionCause.CertificateRejected);
        Of(new WebException("", WebExceptionStatus.SecureChannelFailure), ConnectionCause.TlsFailed);
        Of(new WebException("", WebExceptionStatus.NameResolutionFailure), ConnectionCause.NameNotFound);
        Of(new WebException("", WebExceptionStatus.ProxyNameResolutionFailure), ConnectionCause.NameNotFound);
        Of(Connecting(SocketError.ConnectionRefused), ConnectionCause.Refused);
        Of(Connecting(SocketError.TimedOut), ConnectionCause.TimedOut);
        Of(new SocketException((int)SocketError.HostNotFound), ConnectionCause.NameNotFound);
        Of(new SocketException((int)SocketError.TryAgain), ConnectionCause.NameUnavailable);
        Of(new SocketException((int)SocketError.NetworkUnreachable), ConnectionCause.Unreachable);
        Of(new IOException("", new SocketException((int)SocketError.ConnectionReset)), ConnectionCause.Closed);
        Of(new AuthenticationException("The remote certificate was rejected by the callback."), ConnectionCause.CertificateRejected);

        static WebException Connecting(SocketError error) =>
            new("", new SocketException((int)error), WebExceptionStatus.ConnectFailure, null);

        static void Of(Exception inside, ConnectionCause cause) =>
            Assert.Equal(cause, ConnectionFailure.Of(new HttpRequestException("An error occurred.", inside)).Cause);
    }

    [Fact]
    public void An_unforeseen_failure_is_described_by_its_innermost_exception()
    {
        var failure = ConnectionFailure.Of(new HttpRequestException("An error occurred.", new InvalidOperationException("Something new.")));
        Told(ConnectionCause.Other, WaitingHelps.Yes, "Something new.", failure);
    }

    [Fact]
    public void The_description_of_a_cause_is_in_Chinese_in_a_Chinese_session()
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        try
        {
            string refused = ConnectionFailure.Of(new SocketException((int)SocketError.ConnectionRefused)).Message;
            Assert.Equal("连接被 所访问的地址 拒绝；请检查 -Endpoint、-Proxy 和防火墙", refused);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static void Told(ConnectionCause cause, WaitingHelps waiting, string text, ConnectionFailure failure)
    {
        Assert.Equal((cause, waiting), (failure.Cause, failure.WaitingHelps));
        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The failure that the module's own client gets.</summary>
    private static async Task<ConnectionFailure> MeetAsync(Uri address, WebProxy? proxy = null, TimeSpan? connect = null)
    {
        using HttpClient http = EssHttp.CreateClient(SettingsOf(address, proxy, connect));
        return await MeetAsync(http, address);
    }

    /// <summary>The same, with the test's authority trusted as if by the operating system.</summary>
    private async Task<ConnectionFailure> MeetTrustingAsync(Uri address)
    {
        using var handler = (SocketsHttpHandler)EssHttp.CreateHandler(SettingsOf(address));
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = _certificates.Trust };
        using var http = new HttpClient(handler);
        return await MeetAsync(http, address);
    }

    private static ConnectionSettings SettingsOf(Uri address, WebProxy? proxy = null, TimeSpan? connect = null) => new()
    {
        Endpoint = address,
        Proxy = proxy,
        NoProxy = proxy is null,
        Limits = new ConnectionLimits { Connect = connect ?? TimeSpan.FromMinutes(1) },
    };

    private static async Task<ConnectionFailure> MeetAsync(HttpClient http, Uri address)
    {
        using var content = new RequestContent([1], EssClient.ContentType, null);
        Exception? met = await Record.ExceptionAsync(() => http.PostAsync(address, content, CancellationToken.None));
        Assert.NotNull(met);
        Assert.False(content.Started);
        return ConnectionFailure.Of(met);
    }
}
