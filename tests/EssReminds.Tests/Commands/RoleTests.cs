using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Runs that outlive their temporary keys.</summary>
public class RoleTests
{
    private const int Calls = 300;
    private const int Window = 16;

    [Fact]
    public async Task Keys_that_expire_during_300_calls_cost_no_call_and_are_fetched_once_each()
    {
        var clock = new TestClock();
        await using var metadata = await MetadataStandIn.StartAsync();
        var ids = new ConcurrentDictionary<int, string>();
        EmulatorHost? emulator = null;
        var seen = new HashSet<string>();
        string[] all = Ids.Take(Calls);
        int forgotten = 0, old = 0; // keys expired at the service; calls that may have been signed with the next one to expire
        var options = new EmulatorOptions
        {
            Quota = 0,
            RecordCalls = true,
            Script = call =>
            {
                lock (seen)
                {
                    seen.Add(call.FlowIds[0]);
                    // Due for renewal, but valid for another 250 seconds, since the calls in flight were signed with it.
                    if (call.Number is 100 or 200) clock.Advance(TimeSpan.FromSeconds(350));
                    // Once a call uses the next key, and every call that may have been sent before it is carried out, the service expires
                    // the old one; carried out, not merely received, because a received call still has its signature verified.
                    if (old == 0 && Bears(emulator!, MetadataStandIn.Token(forgotten + 2))) old = seen.Count + Window;
                    if (old > 0 && all.Take(old).All(id => emulator!.Book.Reminders(id) > 0))
                    {
                        emulator!.Keys.Expire(ids[++forgotten]);
                        old = 0;
                    }
                }

                return null;
            },
        };
        await using (emulator = await EmulatorHost.StartAsync(options))
        {
            metadata.Expires = _ => clock.UtcNow + TimeSpan.FromSeconds(600);
            metadata.Issued = key =>
            {
                ids[key.Number] = key.Id;
                emulator.Keys.Add(new EmulatorKey(key.Id, key.Key, key.Token));
            };
            using var shell = new Shell();
            EssConnection connection = Connect(emulator, InstanceRole.Connect(metadata.Environment(clock), null, default));
            shell["ess"] = connection;

            var records = shell.Send(all, $"-BatchSize 1 -ThrottleLimit {Window}");

            Assert.Equal(Calls, records.Count);
            Assert.All(records, r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
            Assert.Empty(shell.Errors);
            Assert.Empty(shell.Warnings);
            Assert.Equal(Calls, emulator.Stats.Calls);
            Assert.Empty(emulator.Stats.Errors);
            Assert.Equal(3, metadata.Keys);
            Assert.Equal(["", "reminder", "reminder", "reminder"], metadata.Requests);
            Assert.Equal(2, forgotten);
            Assert.Equal(3, emulator.Calls.Select(call => call.Headers["X-TC-Token"]).Distinct().Count());
            connection.Close();
        }
    }

    [Fact]
    public async Task A_key_that_the_service_revokes_is_replaced_and_the_refused_calls_are_repeated()
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        metadata.Issued = key => emulator.Keys.Add(new EmulatorKey(key.Id, key.Key, key.Token));
        using var shell = new Shell();
        shell["ess"] = Connect(emulator, InstanceRole.Connect(metadata.Environment(), null, default));
        shell.Send(["first"]);
        emulator.Keys.Expire("AKIDRoleRoleRoleRole1");

        var records = shell.Send(Ids.Take(50), "-BatchSize 1 -ThrottleLimit 8");

        Assert.All(records, r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Empty(shell.Errors);
        Assert.Equal(2, metadata.Keys);
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Assert.InRange(emulator.Stats.Errors["AuthFailure.TokenFailure"], 1, 8);
    }

    [Fact]
    public async Task A_fresh_key_that_is_also_refused_ends_the_run_with_TokenExpired()
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Script = _ => Faults.Error("AuthFailure.TokenFailure") });
        using var shell = new Shell();
        shell["ess"] = Connect(emulator, InstanceRole.Connect(metadata.Environment(), null, default));
        shell.Send(["a"]);
        Assert.StartsWith("TokenExpired,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("The run has ended", shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.Equal((2, 2), (emulator.Stats.Calls, metadata.Keys));
    }

    [Fact]
    public async Task A_run_that_cannot_get_a_fresh_key_ends_with_InstanceRoleUnavailable()
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Script = _ => Faults.Error("AuthFailure.TokenFailure") });
        using var shell = new Shell();
        shell["ess"] = Connect(emulator, InstanceRole.Connect(metadata.Environment(), null, default));
        metadata.Role = "another";
        var records = shell.Send(["a"]);
        Assert.StartsWith("InstanceRoleUnavailable,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(RemindOutcome.Failed, Assert.Single(records).Outcome);
    }

    [Fact]
    public async Task Two_connections_of_one_role_share_a_rate_gate_and_are_closed_separately()
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        metadata.Issued = key => emulator.Keys.Add(new EmulatorKey(key.Id, key.Key, key.Token));
        EssConnection one = Connect(emulator, InstanceRole.Connect(metadata.Environment(), null, default));
        EssConnection two = Connect(emulator, InstanceRole.Connect(metadata.Environment(), "reminder", default));
        Assert.Same(one.Account, two.Account);

        one.Close();

        using var shell = new Shell();
        shell["ess"] = two;
        Assert.Equal(RemindOutcome.Reminded, Assert.Single(shell.Send(["a"])).Outcome);
    }

    private static bool Bears(EmulatorHost emulator, string token) =>
        emulator.Calls.Any(call => call.Headers.GetValueOrDefault("X-TC-Token") == token);

    private static EssConnection Connect(EmulatorHost emulator, CredentialSource source)
    {
        EssConnection connection = EssConnection.Open(
            new ConnectionSettings { Endpoint = emulator.Address, RequestsPerSecond = 100_000 }, Callers.OfEss("me"), source);
        connection.NoteAnswer(); // skips the question before the first call, which has its own tests
        return connection;
    }
}
