using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Outages: a run ends when nothing works, and leaves in doubt only what is really in doubt.</summary>
public class ServiceDownTests
{
    private const int Window = 64;

    [Theory]
    [InlineData("html", false)]
    [InlineData("html", true)]
    [InlineData("500", true)]
    public async Task Answers_that_are_never_the_services_end_the_run_with_one_window_in_doubt_at_most(
        string fault, bool hasAnsweredBefore)
    {
        await using var emulator = await StartAsync(FaultSetting.Always(Faults.Named(fault)));
        using var shell = Connected(emulator.Address, hasAnsweredBefore, clock: new LeapingClock());
        string[] ids = Ids.Take(20_000);

        var records = shell.Send(ids);

        Assert.StartsWith("ServiceUnavailable,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ids.Take(records.Count), records.Select(r => r.FlowId));
        Assert.All(records, r => Assert.Contains(r.Outcome.ToString(), (string[])["Failed", "Unknown"]));
        Assert.InRange(records.Count(r => r.Outcome == RemindOutcome.Unknown), 0, hasAnsweredBefore ? Window * 100 : 0);
        Assert.InRange(emulator.Stats.Calls, 1, 79);
        Assert.Single(shell.Warnings, text => text.Contains("a question that changes nothing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    public async Task A_gateway_that_refuses_every_call_ends_the_run_with_nothing_in_doubt(int status)
    {
        await using var emulator = await StartAsync(FaultSetting.Always(Faults.Status(status)));
        using var shell = Connected(emulator.Address, hasAnsweredBefore: true, clock: new LeapingClock());

        var records = shell.Send(Ids.Take(20_000));

        Assert.StartsWith("ServiceUnavailable,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(records, r => Assert.Equal(RemindOutcome.Failed, r.Outcome));
        Assert.InRange(emulator.Stats.Calls, 1, 79);
        Assert.Equal(0, emulator.Stats.CarriedOut);
    }

    [Theory]
    [InlineData("502")]
    [InlineData("500")]
    public async Task An_outage_of_fifteen_seconds_is_waited_out_and_no_flow_is_reminded_twice(string fault)
    {
        var clock = new LeapingClock();
        int calls = 0;
        long began = 0;
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            RemindersPerSigner = 3, // so that the emulator does not prevent a second reminder
            Script = call =>
            {
                if (Interlocked.Increment(ref calls) < 100) return null;
                Interlocked.CompareExchange(ref began, clock.Ticks, 0);
                if (clock.Ticks - began >= TimeSpan.FromSeconds(15).Ticks) return null;
                // Faults that lose an answer spare refusals, which the question's answer is; so it gets a status.
                return call.FlowIds.Count == 0 ? Faults.Status(502) : Faults.Named(fault);
            },
        });
        // At a pace at which calls arrive in the order they were sent: an answer to a later one would count as the end of the outage.
        using var shell = Connected(emulator.Address, hasAnsweredBefore: true, requestsPerSecond: 1_000, clock: clock);
        string[] ids = Ids.Take(20_000);

        var records = shell.Send(ids);

        Assert.Null(shell.Terminating);
        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.InRange(records.Count(r => r.Outcome == RemindOutcome.Unknown), 1, Window * 100);
        Assert.All(records, r => Assert.Contains(r.Outcome.ToString(), (string[])["Reminded", "Unknown"]));
        Assert.InRange(clock.Leaped, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        foreach (RemindFlowRecord record in records.Where(r => r.Outcome == RemindOutcome.Reminded))
            Assert.Equal(1, emulator.Book.Signers(record.FlowId)[0].Count);
    }

    [Fact]
    public async Task A_single_call_without_an_answer_does_not_delay_calls_whose_successors_were_answered()
    {
        await using var emulator = await StartAsync(FaultSetting.OnCalls(Faults.Named("hang"), 1));
        // Long enough that on a busy machine, too, no other call is over its time limit.
        using var shell = Connected(emulator.Address, hasAnsweredBefore: true, requestsPerSecond: 100, more: "-TimeoutSec 6");

        var records = shell.Send(Ids.Take(3_000), "-BatchSize 10");

        Assert.Equal(10, records.Count(r => r.Outcome == RemindOutcome.Unknown));
        Assert.Equal(300, emulator.Stats.Calls);
    }

    [Theory]
    [InlineData(10)] // the default
    [InlineData(100)]
    public void A_dead_address_ends_the_run_within_two_minutes_with_nothing_in_doubt(int maximumRetryCount)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dead = new Uri("http://127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        var clock = new LeapingClock();
        using var shell = Connected(dead, hasAnsweredBefore: false, clock: clock);
        string[] ids = Ids.Take(20_000);

        var records = shell.Send(ids, $"-MaximumRetryCount {maximumRetryCount}");

        Assert.StartsWith("ServiceUnavailable,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("refused", shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.Equal(ids.Take(records.Count), records.Select(r => r.FlowId));
        Assert.All(records, r => Assert.Equal(RemindOutcome.Failed, r.Outcome));
        Assert.InRange(clock.Leaped, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData(HttpsMode.UnknownCa, true)]
    [InlineData(HttpsMode.UnknownCa, false)]
    public async Task An_untrusted_certificate_ends_the_run_at_once_and_is_named(HttpsMode mode, bool hasAnsweredBefore)
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, Https = mode });
        using var shell = Connected(emulator.Address, hasAnsweredBefore);
        var time = Stopwatch.StartNew();

        var records = shell.Send(["a", "b"]);

        Assert.StartsWith("ConnectionFailed,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("certificate", shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.All(records, r => Assert.Equal(RemindOutcome.Failed, r.Outcome));
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 20);
        Assert.Empty(shell.Warnings);
    }

    [Fact]
    public async Task A_Retry_After_header_delays_the_run_for_as_long_as_it_says()
    {
        await using var emulator = await StartAsync(FaultSetting.OnCalls(Faults.RetryAfter(TimeSpan.FromSeconds(1)), 1));
        using var shell = Connected(emulator.Address, hasAnsweredBefore: true);
        var time = Stopwatch.StartNew();

        Assert.Equal(RemindOutcome.Reminded, Assert.Single(shell.Send(["a"])).Outcome);

        Assert.InRange(time.Elapsed.TotalSeconds, 0.9, 30);
        Assert.Equal(2, emulator.Stats.Calls);
    }

    [Fact]
    public async Task One_error_code_for_every_id_of_several_batches_ends_the_run()
    {
        await using var emulator = await StartAsync();
        string[] ids = Ids.Take(20_000);
        emulator.Book.AddUnknown(ids);
        using var shell = Connected(emulator.Address, hasAnsweredBefore: true);

        var records = shell.Send(ids);

        Assert.StartsWith("AllRefused,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.InRange(emulator.Stats.Calls, 300, 900); // halving every batch would take 39,800
        Assert.All(records, r => Assert.Equal(RemindOutcome.Failed, r.Outcome));
        Assert.Equal(ids.Take(records.Count), records.Select(r => r.FlowId));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(40)]
    public async Task A_run_whose_first_batches_are_bad_continues_and_reminds_the_rest(int unknown)
    {
        await using var emulator = await StartAsync();
        string[] ids = Ids.Take(1_000);
        emulator.Book.AddUnknown(ids[..unknown]);
        using var shell = Connected(emulator.Address, hasAnsweredBefore: true);

        var records = shell.Send(ids);

        Assert.Null(shell.Terminating);
        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.Equal(ids[unknown..], records.Where(r => r.Outcome == RemindOutcome.Reminded).Select(r => r.FlowId));
    }

    [Fact]
    public async Task A_run_sends_a_question_before_its_first_call_unless_the_service_has_just_answered()
    {
        var calls = new List<int>();
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call =>
            {
                lock (calls) calls.Add(call.FlowIds.Count);
                return null;
            },
        });
        using var shell = Connected(emulator.Address, hasAnsweredBefore: false);
        shell.Run("'a' | Send-EssFlowReminder -Connection $ess -WhatIf");
        Assert.Empty(calls);

        shell.Send(["a"]);
        shell.Send(["b"]);
        Assert.Equal([0, 1, 1], calls);
    }

    private static Task<EmulatorHost> StartAsync(FaultSetting? fault = null)
    {
        var options = new EmulatorOptions { Quota = 0 };
        if (fault is not null) options.Faults.Add(fault);
        return EmulatorHost.StartAsync(options);
    }

    private static Shell Connected(
        Uri address, bool hasAnsweredBefore, int requestsPerSecond = 100_000, string more = "", Clock? clock = null)
    {
        var shell = new Shell();
        shell["endpoint"] = address;
        shell["secret"] = Shell.Secure(EmulatorKeys.SecretKey);
        var connection = (EssConnection)Assert.Single(shell.Run(
            $"Connect-Ess -SecretId {EmulatorKeys.SecretId} -SecretKey $secret -OperatorUserId me -Endpoint $endpoint "
            + $"-RequestsPerSecond {requestsPerSecond} -PassThru {more}")).BaseObject;
        if (clock is not null) connection.Clock = clock;
        if (hasAnsweredBefore) connection.NoteAnswer();
        shell["ess"] = connection;
        return shell;
    }
}
