using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>However a run ends, it keeps its results. Select-Object -First and SIGTERM are in tests/Running.Tests.ps1.</summary>
public class RunEndTests
{
    [Theory]
    [InlineData("culprit", "-ErrorAction Stop", "")]
    [InlineData("culprit", "", "$ErrorActionPreference = 'Stop'; ")]
    [InlineData("malformed", "-ErrorAction Stop", "")]
    [InlineData("failed", "-ErrorAction Stop", "")]
    [InlineData("failed", "", "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; ")]
    [InlineData("foreign", "-WarningAction Stop", "")]
    [InlineData("foreign", "", "$WarningPreference = 'Stop'; ")]
    public async Task A_run_that_stops_at_the_first_error_has_a_record_of_every_reminded_flow(
        string cause, string parameters, string before)
    {
        var options = new EmulatorOptions { Quota = 0, Latency = TimeSpan.FromMilliseconds(60) };
        if (cause == "failed") options.Faults.Add(FaultSetting.OnCalls(Faults.Error("LimitExceeded"), 3));
        if (cause == "foreign") options.Faults.Add(FaultSetting.OnCalls(Faults.Named("foreign-record"), 3));
        await using var emulator = await EmulatorHost.StartAsync(options);
        string[] ids = Ids.Take(5_000);
        if (cause == "culprit") emulator.Book.AddUnknown(ids[251]);
        if (cause == "malformed") ids[251] = "a b";
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 30");
        shell["ids"] = ids;

        var records = Shell.Records(shell.Run($"{before}$ids | Send-EssFlowReminder -Connection $ess {parameters}"));

        Assert.NotNull(shell.Terminating);
        Assert.Equal(ids.Take(records.Count), records.Select(r => r.FlowId));
        Assert.Equal(emulator.Stats.FlowsReminded, records.Count(r => r.Outcome == RemindOutcome.Reminded));
        Assert.InRange(records.Count, 1, ids.Length);
        Assert.InRange(emulator.Stats.Calls, 0, 49);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Stopping_at_the_first_of_random_faults_reminds_no_flow_without_a_record(int seed)
    {
        var options = new EmulatorOptions { Quota = 0, Seed = seed, Latency = TimeSpan.FromMilliseconds(5), RemindersPerSigner = 3 };
        foreach (Fault fault in Faults.All) options.Faults.Add(FaultSetting.AtRate(fault, 0.15 / Faults.All.Count));
        await using var emulator = await EmulatorHost.StartAsync(options);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000 -TimeoutSec 2");
        string[] rest = Ids.Take(20_000);
        for (int run = 0; run < 5 && rest.Length > 0; run++)
        {
            shell["ids"] = rest;
            var records = Shell.Records(shell.Run("$ids | Send-EssFlowReminder -Connection $ess -ErrorAction Stop"));
            var told = records.Where(r => r.Outcome != RemindOutcome.Failed).Select(r => r.FlowId).ToHashSet();
            Assert.DoesNotContain(rest, id => emulator.Book.Reminders(id) > 0 && !told.Contains(id));
            rest = [.. rest.Where(id => !told.Contains(id))];
        }

        Assert.InRange(emulator.Book.MostRemindersOfASigner(), 0, 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_faults_and_random_stops_remind_no_flow_without_a_line_in_the_checkpoint(int seed)
    {
        var random = new Random(seed);
        int calls = 0, last = 0;
        var moment = new TaskCompletionSource();
        var options = new EmulatorOptions
        {
            Quota = 0, Seed = seed, Latency = TimeSpan.FromMilliseconds(5),
            RemindersPerSigner = 3, // so that the emulator does not prevent a second reminder
            Script = _ =>
            {
                if (Interlocked.Increment(ref calls) == Volatile.Read(ref last)) moment.TrySetResult();
                return null;
            },
        };
        // Without calls that hang, which each run would wait for.
        Fault[] faults = [.. Faults.All.Where(fault => !fault.Name.StartsWith("hang", StringComparison.Ordinal))];
        foreach (Fault fault in faults) options.Faults.Add(FaultSetting.AtRate(fault, 0.15 / faults.Length));
        await using var emulator = await EmulatorHost.StartAsync(options);
        using var folder = new CheckpointFolder();
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000");
        string[] ids = Ids.Take(3_000);
        (shell["ids"], shell["checkpoint"]) = (ids, folder.File);
        for (int run = 0; run < 10; run++)
        {
            ((EssConnection)shell["ess"]!).Clock = new LeapingClock();
            moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            calls = 0;
            last = random.Next(1, 40);
            using PowerShell pipeline = shell.Prepare(
                "$ids | Send-EssFlowReminder -Connection $ess -CheckpointPath $checkpoint -BatchSize 10 -ErrorAction Stop");
            var output = new PSDataCollection<PSObject>();
            Task end = pipeline.InvokeAsync<PSObject, PSObject>(null, output);
            await Task.WhenAny(moment.Task, end);
            pipeline.Stop();
            await Record.ExceptionAsync(() => end);

            IReadOnlyDictionary<string, string> outcomes = folder.Outcomes;
            var known = folder.Announced.Concat(outcomes.Keys).ToHashSet();
            Assert.DoesNotContain(ids, id => emulator.Book.Reminders(id) > 0 && !known.Contains(id));
            Assert.All(
                Shell.Records(output).Where(record => record.Outcome == RemindOutcome.Reminded),
                record => Assert.Equal("Reminded", outcomes[record.FlowId]));
        }

        ((EssConnection)shell["ess"]!).Clock = new LeapingClock();
        var records = shell.Send(ids, "-CheckpointPath $checkpoint -BatchSize 10");
        Assert.Equal(ids, records.Select(record => record.FlowId));
        foreach (RemindFlowRecord record in records)
        {
            int[] counts = [.. emulator.Book.Signers(record.FlowId).Select(signer => signer.Count)];
            Assert.All(counts, count => Assert.InRange(count, record.Outcome == RemindOutcome.Reminded ? 1 : 0, 1));
        }
    }

    [FactOnLinux]
    public async Task Truncating_the_file_of_slots_crashes_no_process_that_uses_it()
    {
        using var folder = new CheckpointFolder();
        string data = Directory.CreateDirectory(Path.Combine(folder.Folder, OwnApplicationData.Prefix)).FullName;
        string slots = Path.Combine(data, "EssReminds", "slots2");
        int calls = 0, cuts = 0;
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = _ =>
            {
                int number = Interlocked.Increment(ref calls);
                if (number % 40 != 0 || number > 400) return null;
                using Process cut = Process.Start("truncate", ["--no-create", "--size", number % 80 == 0 ? "0" : "100", slots]);
                cut.WaitForExit();
                if (cut.ExitCode == 0 && File.Exists(slots)) Interlocked.Increment(ref cuts);
                return null;
            },
        });
        string[] ids = Ids.Take(2_500); // so that more calls follow the last truncation than were in flight
        string file = Path.Combine(folder.Folder, "ids.txt");
        await File.WriteAllLinesAsync(file, ids);

        using Process child = CheckpointChild.Start(emulator.Address, folder.File, file, "-BatchSize 5", data: data);
        string[][] told = await CheckpointChild.EndAsync(child);

        Assert.True(child.ExitCode == 0, child.ExitCode + await child.StandardError.ReadToEndAsync());
        Assert.Equal(ids, told.Where(line => line[0] == "record" && line[2] == "Reminded").Select(line => line[1]));
        Assert.InRange(cuts, 5, 10);
        Assert.True(new FileInfo(slots).Length > 100, "the slots are not used any more");
    }

    [Theory]
    [InlineData("Ctrl+C")]
    [InlineData("$ids | Send-EssFlowReminder @with | ForEach-Object { throw 'downstream' }")]
    public async Task With_a_checkpoint_a_run_that_stops_waits_for_the_calls_in_flight(string pipeline)
    {
        using var folder = new CheckpointFolder();
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Latency = TimeSpan.FromMilliseconds(300) });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100");
        shell["ids"] = Ids.Take(5_000);
        shell["with"] = new System.Collections.Hashtable { ["Connection"] = shell["ess"], ["CheckpointPath"] = folder.File };
        bool stops = pipeline == "Ctrl+C";
        using PowerShell running = shell.Prepare(stops ? "$ids | Send-EssFlowReminder @with" : "try { " + pipeline + " } catch { }");

        Task<PSDataCollection<PSObject>> end = running.InvokeAsync();
        if (stops)
        {
            await Until.Holds(() => emulator.Stats.InFlight >= 5);
            running.Stop();
        }

        await Record.ExceptionAsync(() => end);

        Assert.NotEmpty(folder.Announced);
        Assert.Empty(folder.InDoubt());
        IReadOnlyDictionary<string, string> outcomes = folder.Outcomes;
        Assert.All(folder.Announced, id => Assert.Equal(emulator.Book.Reminders(id) > 0 ? "Reminded" : "Failed", outcomes[id]));
    }

    [Fact]
    public async Task Both_halves_of_a_halved_batch_are_sent_at_the_same_time_if_permits_are_free()
    {
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Latency = TimeSpan.FromMilliseconds(50) });
        string[] ids = Ids.Take(100);
        emulator.Book.AddUnknown(ids[3], ids[97]);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");

        var records = shell.Send(ids);

        Assert.Equal([ids[3], ids[97]], records.Where(r => r.Outcome == RemindOutcome.Failed).Select(r => r.FlowId));
        Assert.Equal([ids[3], ids[97]], shell.Errors.SelectMany(e => (IEnumerable<string>)e.TargetObject));
        Assert.InRange(emulator.Stats.MostInFlight, 2, 100);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_ErrorAction_Inquire_every_reminded_flow_has_its_record_whatever_the_user_chooses(bool goesOn)
    {
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Latency = TimeSpan.FromMilliseconds(20) });
        string[] ids = Ids.Take(2_000);
        emulator.Book.AddUnknown(ids[251]);
        var host = new RecordingHost { Choice = goesOn ? 0 : 2 };
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000", host);
        shell["ids"] = ids;

        var records = Shell.Records(shell.Run("$ids | Send-EssFlowReminder -Connection $ess -ErrorAction Inquire"));

        Assert.Equal(emulator.Stats.FlowsReminded, records.Count(r => r.Outcome == RemindOutcome.Reminded));
        Assert.Equal(goesOn, shell.Terminating is null);
    }
}
