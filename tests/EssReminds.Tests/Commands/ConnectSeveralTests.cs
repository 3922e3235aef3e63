using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Several connections in one session, and disconnecting one of them.</summary>
public class ConnectSeveralTests
{
    [Fact]
    public async Task Two_organizations_are_served_at_once_each_with_its_own_rate_gate()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, RecordCalls = true });
        using var north = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        using var south = new Shell();
        south["ess"] = Connect(south, emulator, EmulatorKeys.DocumentationSecretId, EmulatorKeys.DocumentationSecretKey, "south");
        Assert.NotSame(((EssConnection)north["ess"]!).Account, ((EssConnection)south["ess"]!).Account);

        await Task.WhenAll(
            Task.Run(() => north.Send(Ids.Take(20, "north"), "-BatchSize 2")),
            Task.Run(() => south.Send(Ids.Take(20, "south"), "-BatchSize 2")));

        Assert.Equal(20, emulator.Calls.Count);
        Assert.All(emulator.Calls, call =>
        {
            bool isNorth = call.FlowIds[0].StartsWith("north", StringComparison.Ordinal);
            string account = isNorth ? Shell.AccountOf(emulator) : EmulatorKeys.DocumentationSecretId;
            Assert.Contains(account, call.Headers["Authorization"], StringComparison.Ordinal);
            Assert.Equal(isNorth ? Vectors.Operator : "south", call.UserId);
        });
    }

    [Fact]
    public async Task Connections_with_the_same_key_share_a_rate_gate_only_at_the_same_address()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        await using var other = await EmulatorHost.StartAsync();
        using var shell = new Shell();
        EssConnection first = shell.Connect(emulator), second = shell.Connect(emulator);
        EssConnection elsewhere = shell.Connect(other.Address, secretId: Shell.AccountOf(emulator));
        Assert.Same(first.Account, second.Account);
        Assert.NotSame(first.Account, elsewhere.Account);
    }

    [Fact]
    public async Task Disconnecting_one_of_two_connections_with_the_same_key_leaves_the_other_open()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        using var shell = new Shell();
        EssConnection first = shell.Connect(emulator), second = shell.Connect(emulator);
        shell["first"] = first;
        Assert.Empty(shell.Run("Disconnect-Ess -Connection $first; Disconnect-Ess $first"));
        Assert.Null(shell.Terminating);
        Assert.Equal((true, false), (first.IsClosed, second.IsClosed));
        Assert.Equal(ErrorId.Disconnected, (await Assert.ThrowsAsync<EssException>(async () =>
            (await first.Credentials.GetAsync(CancellationToken.None)).Sign("text", "2026-08-01", "ess"))).ErrorId);
        Assert.Equal(RemindOutcome.Reminded, Assert.Single(shell.Send(["a"])).Outcome);
    }

    [Fact]
    public async Task Connections_can_be_piped_to_Disconnect_Ess()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        using var shell = new Shell();
        EssConnection[] connections = [shell.Connect(emulator), shell.Connect(emulator)];
        shell["connections"] = connections;
        shell.Run("$connections | Disconnect-Ess");
        Assert.All(connections, connection => Assert.True(connection.IsClosed));
    }

    [Fact]
    public async Task Disconnecting_ends_a_run_in_progress_and_each_record_has_its_true_outcome()
    {
        var released = new TaskCompletionSource();
        string[] ids = Ids.Take(100);
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call => ids.Take(3).Contains(call.FlowIds[0]) ? null : Faults.HoldUntil(released.Task),
        });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        using var another = new Shell();
        another["ess"] = shell["ess"];
        Task<System.Collections.Generic.IReadOnlyList<RemindFlowRecord>> run =
            Task.Run(() => shell.Send(ids, "-BatchSize 1 -ThrottleLimit 8"));
        await Until.Holds(() => emulator.Stats is { Calls: 11, InFlight: 8 });

        another.Run("Disconnect-Ess -Connection $ess");
        var records = await run;

        Assert.StartsWith("Disconnected,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ids.Take(records.Count), records.Select(r => r.FlowId));
        Assert.Equal(3, records.Count(r => r.Outcome == RemindOutcome.Reminded));
        Assert.Equal(8, records.Count(r => r.Outcome == RemindOutcome.Unknown));
        Assert.All(records.Skip(11), r => Assert.Equal(RemindOutcome.Failed, r.Outcome));
        Assert.Equal(11, emulator.Stats.Calls);
    }

    private static EssConnection Connect(Shell shell, EmulatorHost emulator, string id, string key, string user)
    {
        shell["key"] = new PSCredential(id, Shell.Secure(key));
        var connection = (EssConnection)shell.Run(
            $"Connect-Ess $key -OperatorUserId {user} -Endpoint {emulator.Address} -RequestsPerSecond 1000 -PassThru").Single().BaseObject;
        connection.NoteAnswer();
        return connection;
    }
}
