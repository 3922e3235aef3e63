using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Tests.Support;

/// <summary>A TCP server on loopback; the test decides what happens on each connection.</summary>
internal sealed class TcpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    private TcpServer(Func<Stream, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>By name, because the certificates are for localhost; the listener is on 127.0.0.1.</summary>
    public Uri Https => new("https://localhost:" + Port);

    public static TcpServer Start(Func<Stream, CancellationToken, Task> serve) => new(serve);

    /// <summary>Completes the TLS handshake, and sends nothing more.</summary>
    public static TcpServer WithCertificate(X509Certificate2 certificate) => Start(async (stream, stop) =>
    {
        using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
    });

    /// <summary>Answers any request with these bytes.</summary>
    public static TcpServer Answering(byte[] answer) => Start(async (stream, stop) =>
    {
        await ReadSomeAsync(stream, stop);
        await stream.WriteAsync(answer, stop);
        await ReadSomeAsync(stream, stop); // until the client has read the answer and closes
    });

    public static TcpServer Answering(string answer) => Answering(Encoding.ASCII.GetBytes(answer));

    /// <summary>Accepts connections and never answers.</summary>
    public static TcpServer Silent() => Start((_, stop) => Task.Delay(Timeout.Infinite, stop));

    /// <summary>Passes everything on to another server, and tells when a connection has ended.</summary>
    public static TcpServer RelayingTo(Uri server, Action closed) => Start(async (stream, stop) =>
    {
        using var further = new TcpClient();
        await further.ConnectAsync(server.Host, server.Port, stop);
        await Task.WhenAny(stream.CopyToAsync(further.GetStream(), stop), further.GetStream().CopyToAsync(stream, stop));
        closed();
    });

    public static async Task<int> ReadSomeAsync(Stream stream, CancellationToken stop) => await stream.ReadAsync(new byte[16 * 1024], stop);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Stream, CancellationToken, Task> serve)
    {
        try
        {
            while (true) _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), serve));
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client, Func<Stream, CancellationToken, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException)
            {
                // The client has closed the connection, which is what most of these tests are about.
            }
        }
    }
}
