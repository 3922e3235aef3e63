using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>The same command run again with the same checkpoint.</summary>
public sealed class CheckpointResumeTests : IDisposable
{
    private readonly CheckpointFolder _folder = new();
    private readonly ConcurrentQueue<string> _called = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Settled_flows_are_taken_from_the_file_and_only_the_rest_is_sent()
    {
        bool lost = true;
        await using var emulator = await StartAsync(
            call => lost && call.FlowIds.Contains("unknown") ? Faults.Error("InternalError") : null);
        emulator.Book.Add(new Flow { FlowId = "partly", Record = new FixedRecord(true, "签署人 张三: 催办成功；签署人 李四: 此签署人已催办过；") });
        emulator.Book.Add(new Flow { FlowId = "not", Record = new FixedRecord(false, "今天已经催办过了") });
        emulator.Book.Add(new Flow { FlowId = "failed", Sinks = "LimitExceeded" });
        using var shell = Connected(emulator);

        var first = Send(shell, ["reminded", "partly", "not", "failed", "unknown"], "-BatchSize 1");
        Assert.Equal(RemindOutcome.All, first.Select(r => r.Outcome));

        lost = false;
        _called.Clear();
        var second = Send(shell, ["new1", "reminded", "new2", "partly", "not", "new3", "failed", "unknown", "new4"], "-BatchSize 1");

        Assert.Equal(["failed", "new1", "new2", "new3", "new4"], _called.Order());
        Assert.Equal(["new1", "reminded", "new2", "partly", "not", "new3", "failed", "unknown", "new4"], second.Select(r => r.FlowId));
        foreach (string id in (string[])["reminded", "partly", "not", "unknown"])
            Assert.Equal(Text(first.Single(r => r.FlowId == id)), Text(second.Single(r => r.FlowId == id)));
        Assert.Equal(["LimitExceeded", "UnknownInCheckpoint"], shell.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]).Order());
        ErrorRecord error = shell.Errors.Single(e => e.FullyQualifiedErrorId.StartsWith("UnknownInCheckpoint", StringComparison.Ordinal));
        Assert.Equal(["unknown"], (string[])error.TargetObject);
        Assert.Equal(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
        Assert.Contains("-ResendUnknown", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        _called.Clear();
        var third = Send(shell, ["reminded", "unknown", "new1", "failed"], "-ResendUnknown -BatchSize 1");
        Assert.Equal(["failed", "unknown"], _called.Order());
        RemindFlowRecord resent = third.Single(r => r.FlowId == "unknown");
        Assert.Equal((RemindOutcome.Reminded, null, null), (resent.Outcome, resent.ErrorCode, resent.ErrorMessage));

        _called.Clear();
        Send(shell, ["unknown", "reminded"], "-ResendUnknown");
        Assert.Empty(_called);
    }

    [Fact]
    public async Task A_flow_in_doubt_whose_resending_is_refused_stays_Unknown()
    {
        string code = "InternalError";
        await using var emulator = await StartAsync(_ => Faults.Error(code));
        using var shell = Connected(emulator);
        Assert.Equal(RemindOutcome.Unknown, Send(shell, ["a"]).Single().Outcome);

        code = "LimitExceeded";
        RemindFlowRecord again = Send(shell, ["a"], "-ResendUnknown").Single();
        Assert.Equal((RemindOutcome.Unknown, "LimitExceeded"), (again.Outcome, again.ErrorCode));
        Assert.StartsWith("StillUnknown,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        _called.Clear();
        Assert.Equal(RemindOutcome.Unknown, Send(shell, ["a"]).Single().Outcome);
        Assert.Empty(_called);
    }

    [Fact]
    public async Task A_flow_in_doubt_whose_resending_in_the_same_run_is_refused_stays_Unknown()
    {
        int calls = 0;
        await using var emulator = await StartAsync(_ => Faults.Error(++calls == 1 ? "InternalError" : "LimitExceeded"));
        using var shell = Connected(emulator);
        RemindFlowRecord record = shell.Send(["a"], "-ResendUnknown").Single();
        Assert.Equal((2, RemindOutcome.Unknown, "LimitExceeded"), (calls, record.Outcome, record.ErrorCode));
        Assert.Equal(["a"], (string[])Assert.Single(shell.Errors).TargetObject);
    }

    [Fact]
    public async Task Many_flows_in_doubt_are_reported_in_errors_of_a_hundred_flows_each()
    {
        await using var emulator = await StartAsync(_ => Faults.Error("InternalError"));
        using var shell = Connected(emulator);
        string[] ids = Ids.Take(250);
        Send(shell, ids);
        Assert.Equal(ids, Send(shell, ids).Select(r => r.FlowId));
        Assert.Equal([100, 100, 50], shell.Errors.Select(e => ((string[])e.TargetObject).Length));
        Assert.Equal(ids, shell.Errors.SelectMany(e => (string[])e.TargetObject));
    }

    [Fact]
    public async Task A_flow_announced_again_without_an_outcome_is_in_doubt_whatever_its_earlier_outcome()
    {
        await using var emulator = await StartAsync(null);
        using var shell = Connected(emulator);
        Send(shell, []);
        await File.AppendAllTextAsync(_folder.File, """
            {"Sending":["failed","unknown"]}
            {"FlowId":"failed","Outcome":"Failed"}
            {"FlowId":"unknown","Outcome":"Unknown"}
            {"Sending":["failed","unknown"]}

            """.ReplaceLineEndings("\n"));
        Assert.All(
            Send(shell, ["failed", "unknown"]),
            r => Assert.Equal((RemindOutcome.Unknown, "UnknownInCheckpoint"), (r.Outcome, r.ErrorCode)));
        Assert.Empty(_called);
    }

    [Fact]
    public async Task The_same_command_after_Ctrl_C_completes_the_output_without_a_second_reminder()
    {
        var release = new TaskCompletionSource();
        string[] ids = Ids.Take(300);
        await using var emulator = await StartAsync(
            call => Array.IndexOf(ids, call.FlowIds[0]) >= 100 ? Faults.HoldUntil(release.Task) : null);
        using var shell = Connected(emulator);
        shell["ids"] = ids;
        using PowerShell pipeline = shell.Prepare(
            "$ids | Send-EssFlowReminder -Connection $ess -CheckpointPath $checkpoint -BatchSize 10 -ThrottleLimit 4");
        var output = new PSDataCollection<PSObject>();
        IAsyncResult running = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        await Until.Holds(() => _called.Count >= 140 && output.Count >= 100);

        pipeline.Stop();
        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        release.SetResult();
        Assert.Equal(ids.Take(100), Shell.Records(output).Select(r => r.FlowId));
        Assert.Contains(ids[100], _folder.InDoubt());

        var records = Send(shell, ids, "-BatchSize 10 -ThrottleLimit 4");

        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.All(records.Take(100).Concat(records.Skip(140)), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.All(records.Skip(100).Take(10), r => Assert.Equal(RemindOutcome.Unknown, r.Outcome));
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Assert.Equal(_called.Count, _called.Distinct().Count());
    }

    [Fact]
    public async Task A_torn_last_line_is_repaired()
    {
        await using var emulator = await StartAsync(null);
        using var shell = Connected(emulator);
        string[] ids = Ids.Take(30);
        Send(shell, ids.Take(20), "-BatchSize 10");
        int whole = _folder.Lines.Count;
        await File.AppendAllTextAsync(_folder.File, "{\"Sending\":[\"" + ids[20]);

        Assert.All(Send(shell, ids), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));

        Assert.Equal(30, _called.Count);
        Assert.Equal(whole + 11, _folder.Lines.Count);
        Assert.All(_folder.Lines, line => JsonDocument.Parse(line));
    }

    private Task<EmulatorHost> StartAsync(Func<CallInfo, Fault?>? script) => EmulatorHost.StartAsync(new EmulatorOptions
    {
        Quota = 0,
        RemindersPerSigner = 3, // the emulator must not be what prevents a second reminder
        Script = call =>
        {
            foreach (string id in call.FlowIds) _called.Enqueue(id);
            return script?.Invoke(call);
        },
    });

    private Shell Connected(EmulatorHost emulator, string more = "-RequestsPerSecond 10000")
    {
        Shell shell = Shell.ConnectedTo(emulator, more);
        shell["checkpoint"] = _folder.File;
        return shell;
    }

    private static IReadOnlyList<RemindFlowRecord> Send(Shell shell, IEnumerable<string> ids, string more = "")
    {
        var records = shell.Send(ids, "-CheckpointPath $checkpoint " + more);
        Assert.Null(shell.Terminating);
        return records;
    }

    private static string Text(RemindFlowRecord record) => JsonSerializer.Serialize(record);
}
