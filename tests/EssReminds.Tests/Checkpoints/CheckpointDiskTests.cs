using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Checkpoints;
using EssReminds.Emulator;
using EssReminds.Runs;
using EssReminds.Tests.Runs;
using EssReminds.Tests.Support;
using Xunit;
using Output = EssReminds.Tests.Runs.CollectedOutput<EssReminds.RemindFlowRecord>;

namespace EssReminds.Tests.Checkpoints;

/// <summary>Whole runs over HTTP on an injected disk, which can be watched and can be full.</summary>
public class CheckpointDiskTests
{
    private static readonly CheckpointHeader Header = new() { Endpoint = "http://e", OperatorUserId = "me" };

    public static TheoryData<int> Rooms => [.. Enumerable.Range(0, 12).Select(n => 60 + n * n * 197)];

    [Fact]
    public async Task Flows_are_on_the_disk_before_their_call_and_outcomes_before_their_record()
    {
        var disk = new CheckpointDisk();
        var tooEarly = new ConcurrentBag<string>();
        await using var emulator = await StartAsync(call =>
        {
            foreach (string id in call.FlowIds.Except(disk.Announced)) tooEarly.Add(id);
            return null;
        });
        var output = new Output
        {
            OnRecord = record =>
            {
                if (disk.Outcomes.GetValueOrDefault(record.FlowId) != record.Outcome) tooEarly.Add(record.FlowId);
            },
        };

        Assert.Null(Run(emulator, disk, output, Ids.Take(200)));

        Assert.Empty(tooEarly);
        Assert.Equal(Ids.Take(200), output.Records.Select(r => r.FlowId));
        Assert.Equal(200, disk.Outcomes.Count);
    }

    [Fact]
    public async Task An_outcome_is_on_the_disk_as_soon_as_it_is_answered_even_while_an_older_call_hangs()
    {
        var disk = new CheckpointDisk();
        var release = new TaskCompletionSource();
        string[] ids = Ids.Take(40);
        await using var emulator = await StartAsync(call => call.FlowIds.Contains(ids[0]) ? Faults.HoldUntil(release.Task) : null);
        var output = new Output();

        Task<EssException?> run = Task.Run(() => Run(emulator, disk, output, ids));
        await Until.Holds(() => disk.Outcomes.Count >= 30);

        Assert.Equal(ids.Skip(10), disk.Outcomes.Keys.Order());
        Assert.Empty(output.Records);
        release.SetResult();
        Assert.Null(await run);
        Assert.Equal(ids, output.Records.Select(r => r.FlowId));
    }

    [Fact]
    public async Task A_call_that_is_halved_is_announced_once_and_each_half_is_recorded_when_it_is_answered()
    {
        var disk = new CheckpointDisk();
        string[] ids = [.. Ids.Take(7), "culprit", .. Ids.Take(2, "yDx")];
        var late = new ConcurrentBag<string>();
        var settled = new ConcurrentDictionary<string, bool>();
        await using var emulator = await StartAsync(call =>
        {
            foreach (string id in settled.Keys.Except(disk.Outcomes.Keys)) late.Add(id);
            if (call.FlowIds.Contains("culprit")) return Faults.Error("ResourceNotFound.Flow");
            foreach (string id in call.FlowIds) settled[id] = true;
            return null;
        });
        var output = new Output();

        Assert.Null(Run(emulator, disk, output, ids, throttleLimit: 1));

        Assert.Empty(late);
        Assert.Single(disk.Flushed, line => line.Contains("Sending", StringComparison.Ordinal));
        Assert.Equal(ids, output.Records.Select(r => r.FlowId));
        Assert.All(ids, id => Assert.Equal(id == "culprit" ? "Failed" : "Reminded", disk.Outcomes[id]));
    }

    [Fact]
    public async Task Flows_that_the_user_declines_are_not_announced()
    {
        var disk = new CheckpointDisk();
        string[] ids = Ids.Take(30);
        await using var emulator = await StartAsync(_ => null);
        var output = new Output { OnApprove = flows => !flows.Contains(ids[10]) };

        Assert.Null(Run(emulator, disk, output, ids));

        Assert.Equal([.. ids.Take(10), .. ids.Skip(20)], output.Records.Select(r => r.FlowId));
        Assert.Equal(output.Records.Select(r => r.FlowId).ToHashSet(), disk.Announced.ToHashSet());
    }

    [Fact]
    public async Task Flows_of_a_call_that_a_stop_kept_from_being_sent_are_recorded_as_Failed()
    {
        var disk = new CheckpointDisk();
        string[] ids = Ids.Take(30);
        await using var emulator = await StartAsync(_ => null);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 0.03");
        using var run = Start(shell, disk, new Output());
        foreach (string id in ids) run.Add(id);
        Task rest = Task.Run(run.Complete);
        // The other calls are announced and wait for their slots.
        await Until.Holds(() => disk.Announced.Count >= 30 && disk.Outcomes.Count >= 10);

        run.Stop();
        Assert.True(await Record.ExceptionAsync(() => rest) is null or OperationCanceledException); // depending on where the stop meets it
        run.Dispose();

        Assert.Equal(1, emulator.Stats.Calls);
        Assert.Equal(30, disk.Announced.Count);
        Assert.Equal(disk.Announced.Order(), disk.Outcomes.Keys.Order());
        Assert.Equal(20, disk.Outcomes.Values.Count(outcome => outcome == "Failed"));
        Assert.Equal(10, disk.Outcomes.Values.Count(outcome => outcome == "Reminded"));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task A_full_disk_ends_the_run_with_all_outcomes_written_and_no_unannounced_flow_sent(int room)
    {
        var disk = new CheckpointDisk();
        using (var header = new Checkpoint<RemindFlowRecord>(disk, "disk", Header, static id => new RemindFlowRecord(id)))
            disk.Capacity = disk.Length + room;
        var called = new ConcurrentBag<string>();
        await using var emulator = await StartAsync(call =>
        {
            foreach (string id in call.FlowIds) called.Add(id);
            return null;
        });
        var output = new Output();
        string[] ids = Ids.Take(400);

        EssException? end = Run(emulator, disk, output, ids);

        Assert.Equal(ErrorId.CheckpointNotWritable, end!.ErrorId);
        Assert.Equal(ids.Take(output.Records.Count), output.Records.Select(r => r.FlowId));
        Assert.Subset(disk.Announced.ToHashSet(), called.ToHashSet());
        Assert.Equal(called.ToHashSet(), output.Records.Where(r => r.Outcome == RemindOutcome.Reminded).Select(r => r.FlowId).ToHashSet());
        Assert.All(output.Records.Where(r => !called.Contains(r.FlowId)), r => Assert.Equal(RemindOutcome.Failed, r.Outcome));
        // Room for the outcomes was allocated with the announcement.
        Assert.Equal(disk.Announced.Order(), disk.Outcomes.Keys.Order());
        Assert.All(disk.Outcomes, o => Assert.Equal(called.Contains(o.Key) ? "Reminded" : "Failed", o.Value));

        // With room again, the same command resumes, and no flow is called twice.
        disk.Capacity = long.MaxValue;
        var resumed = new Output();
        Assert.Null(Run(emulator, disk, resumed, ids));
        Assert.Equal(ids, resumed.Records.Select(r => r.FlowId));
        Assert.All(resumed.Records, r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal(called.Count, called.Distinct().Count());
    }

    [Fact]
    public async Task Any_kind_of_write_failure_ends_the_run_before_a_call_with_CheckpointNotWritable()
    {
        Exception[] refusals =
        [
            new UnauthorizedAccessException(), new NotSupportedException(), new ArgumentOutOfRangeException("value"),
            new ObjectDisposedException("file"),
        ];
        foreach (Exception refusal in refusals)
        {
            var disk = new CheckpointDisk { Full = () => refusal };
            using (var header = new Checkpoint<RemindFlowRecord>(disk, "disk", Header, static id => new RemindFlowRecord(id)))
                disk.Capacity = disk.Length;
            await using var emulator = await StartAsync(_ => null);

            EssException? end = Run(emulator, disk, new Output(), Ids.Take(20));

            Assert.Equal(ErrorId.CheckpointNotWritable, end!.ErrorId);
            Assert.Equal(0, emulator.Stats.Calls);
        }
    }

    private static Task<EmulatorHost> StartAsync(Func<CallInfo, Fault?> script) =>
        EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, Script = script, RemindersPerSigner = 3 });

    private static EssException? Run(
        EmulatorHost emulator, CheckpointDisk disk, Output output, string[] ids, int throttleLimit = 4)
    {
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000");
        return BulkRunFixture.Send(Start(shell, disk, output, throttleLimit), ids);
    }

    private static BulkRun<RemindFlowRecord> Start(Shell shell, CheckpointDisk disk, Output output, int throttleLimit = 4)
    {
        var connection = (EssConnection)shell["ess"]!;
        var options = new RunOptions { BatchSize = 10, ThrottleLimit = throttleLimit, MaximumRetryCount = 10 };
        var action = new RemindAction(connection.Caller, [], new RemindEmailMap());
        var checkpoint = new Checkpoint<RemindFlowRecord>(disk, "disk", Header, static id => new RemindFlowRecord(id));
        return new BulkRun<RemindFlowRecord>(action, connection, options, output, checkpoint);
    }
}
