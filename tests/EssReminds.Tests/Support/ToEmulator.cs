using System;
using System.Net.Http;
using System.Net.Sockets;

namespace EssReminds.Tests.Support;

/// <summary>Connects to the emulator whatever the host, as a hosts file could; the requests stay unchanged.</summary>
internal static class ToEmulator
{
    public static HttpClient Client(Uri emulator) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(emulator.Host, emulator.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });
}
