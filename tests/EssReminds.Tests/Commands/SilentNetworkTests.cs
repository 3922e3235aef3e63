using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Emulator;
using EssReminds.Tests.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>
/// Networks that drop packets without a word. The limits of the HTTP stack are short here: no clock can be injected into it.
/// </summary>
public sealed class SilentNetworkTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [TheoryOnUnix]
    [InlineData(false)]
    [InlineData(true)]
    public void An_address_that_swallows_packets_ends_the_run_within_two_minutes_with_nothing_in_doubt(bool hasAnsweredBefore)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        List<Socket> waiting = FillBacklog(listener);
        var clock = new LeapingClock();
        EssConnection connection = Connect(
            new Uri("http://127.0.0.1:" + ((IPEndPoint)listener.LocalEndPoint!).Port),
            new ConnectionLimits { Connect = TimeSpan.FromMilliseconds(200) });
        connection.Clock = clock;
        if (hasAnsweredBefore) connection.NoteAnswer();
        string[] ids = Ids.Take(20_000);

        var records = _shell.Send(ids);

        Assert.StartsWith("ServiceUnavailable,", _shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("in time", _shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.Equal(ids.Take(records.Count), records.Select(record => record.FlowId));
        Assert.All(records, record => Assert.Equal(RemindOutcome.Failed, record.Outcome));
        Assert.InRange(clock.Leaped, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2));
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task After_a_rest_behind_a_firewall_that_drops_resting_connections_all_flows_are_reminded()
    {
        var time = new ManualTimeProvider(Vectors.Time);
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, TimeProvider = time, DropResting = TimeSpan.FromSeconds(20) });
        int closed = 0;
        await using var wire = TcpServer.RelayingTo(emulator.Address, () => Interlocked.Increment(ref closed));
        EssConnection connection = Connect(
            new Uri("http://127.0.0.1:" + wire.Port), new ConnectionLimits { Idle = TimeSpan.FromMilliseconds(100) });
        connection.NoteAnswer();
        string[] ids = Ids.Take(200);
        Assert.All(_shell.Send(ids[..100]), record => Assert.Equal(RemindOutcome.Reminded, record.Outcome));

        await Until.Holds(() => Volatile.Read(ref closed) > 0);
        time.Advance(TimeSpan.FromSeconds(25));

        var records = _shell.Send(ids[100..]);
        Assert.Equal(100, records.Count(record => record.Outcome == RemindOutcome.Reminded));
        Assert.Empty(emulator.Stats.Faults);
    }

    /// <summary>Takes every place in a listener's queue: the system drops the packets of whoever connects after that.</summary>
    private static List<Socket> FillBacklog(Socket listener)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var waiting = new List<Socket>();
        for (bool connected = true; connected;)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            waiting.Add(socket);
            connected = socket.ConnectAsync(listener.LocalEndPoint!).Wait(TimeSpan.FromMilliseconds(300));
        }

        return waiting;
    }

    private EssConnection Connect(Uri address, ConnectionLimits limits)
    {
        EssConnection connection = EssConnection.Open(
            new ConnectionSettings { Endpoint = address, RequestsPerSecond = 100_000, Limits = limits },
            Callers.OfEss("me"),
            new FixedCredentialSource("Test", Vectors.Credential));
        _shell["ess"] = connection;
        return connection;
    }
}
