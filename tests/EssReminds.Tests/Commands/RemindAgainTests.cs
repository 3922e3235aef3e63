using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Playground;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>The same command day after day, by a clock that the test sets.</summary>
public sealed class RemindAgainTests : IAsyncLifetime
{
    private const string Again = "-CheckpointPath $checkpoint -RemindAgainAfter 3.00:00:00 ";

    private readonly CheckpointFolder _folder = new();
    private readonly ConcurrentQueue<string> _called = new();
    private readonly SetClock _clock = new(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
    private readonly Shell _shell = new();
    private readonly DateTimeOffset _begin;
    private Func<CallInfo, Fault?> _script = _ => null;
    private EmulatorHost _emulator = null!;

    public RemindAgainTests() => _begin = _clock.UtcNow;

    public async Task InitializeAsync()
    {
        _emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            RemindersPerSigner = 3,
            RemindersPerDay = 1,
            Script = call =>
            {
                foreach (string id in call.FlowIds) _called.Enqueue(id);
                return _script(call);
            },
        });
        EssConnection connection = _shell.Connect(_emulator, "-RequestsPerSecond 10000");
        connection.Clock = _clock;
        _shell["checkpoint"] = _folder.File;
    }

    public async Task DisposeAsync()
    {
        _shell.Dispose();
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_flow_is_reminded_again_after_RemindAgainAfter_and_three_times_at_most()
    {
        Assert.Equal(["new"], Morning(0, ["a"]).Select(Told));
        Assert.Equal(["TooSoon 1"], Morning(1, ["a"]).Select(Told));
        Assert.Equal(["new"], Morning(3, ["a"]).Select(Told));
        Assert.Equal(["TooSoon 2", "new"], Morning(5, ["a", "b"]).Select(Told));
        Assert.Equal(["new", "TooSoon 1"], Morning(6, ["a", "b"]).Select(Told));
        IReadOnlyList<RemindFlowRecord> last = Morning(9, ["a", "b"]);
        Assert.Equal(["TooOften 3", "new"], last.Select(Told));
        Assert.Equal(RemindOutcome.Reminded, last[0].Outcome);
        Assert.Equal(Day(6), last[0].Time!.Value.ToUniversalTime(), TimeSpan.FromSeconds(1));

        Assert.Equal([3, 2], new[] { "a", "b" }.Select(id => _emulator.Book.Signers(id).Max(signer => signer.Count)));
        Assert.Equal(["TooOften 3", "TooOften 2"], Morning(40, ["a", "b"], "-MaximumReminders 2").Select(Told));
    }

    [Fact]
    public void A_flow_that_was_NotReminded_is_sent_again_when_due_and_one_that_Failed_in_the_next_run()
    {
        _emulator.Book.Add(new Flow { FlowId = "not", Record = new FixedRecord(false, "今天已经催办过了") });
        _emulator.Book.Add(new Flow { FlowId = "failed", Sinks = "LimitExceeded" });
        Morning(0, ["not", "failed"], "-BatchSize 1");

        IReadOnlyList<RemindFlowRecord> second = Morning(1, ["not", "failed"], "-BatchSize 1");
        Assert.Equal("TooSoon 0", Told(second[0]));
        Assert.False(second[1].FromCheckpoint);
        Assert.False(Morning(3, ["not", "failed"], "-BatchSize 1")[0].FromCheckpoint);
    }

    [Fact]
    public void Unknown_counts_as_a_reminder_and_is_sent_again_early_only_with_ResendUnknown()
    {
        _script = _ => Faults.Error("InternalError");
        Assert.Equal(RemindOutcome.Unknown, Morning(0, ["a"])[0].Outcome);
        _script = _ => null;

        RemindFlowRecord second = Morning(1, ["a"])[0];
        Assert.Equal((RemindOutcome.Unknown, "TooSoon", 1), (second.Outcome, second.SkipReason, second.ReminderCount));
        Assert.StartsWith("UnknownInCheckpoint,", Assert.Single(_shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((RemindOutcome.Reminded, 2), Outcome(Morning(2, ["a"], "-ResendUnknown")[0]));
        Assert.Equal("TooSoon 2", Told(Morning(3, ["a"])[0]));
        Assert.Equal((RemindOutcome.Reminded, 3), Outcome(Morning(5, ["a"])[0]));

        _script = _ => Faults.Error("InternalError");
        Morning(5, ["b"], "-MaximumReminders 1");
        Assert.Equal("TooOften 1", Told(Morning(9, ["b"], "-MaximumReminders 1 -ResendUnknown")[0]));
        Assert.Equal(["a", "a", "a", "b"], Calls());
    }

    /// <summary>Each call that may have been carried out counts toward the maximum, also within one run.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void Calls_repeated_within_a_run_count_toward_MaximumReminders(int maximum, int calls)
    {
        _script = _ => Faults.Error("InternalError");
        RemindFlowRecord record = Morning(0, ["a"], $"-ResendUnknown -MaximumReminders {maximum}")[0];
        Assert.Equal((RemindOutcome.Unknown, calls), Outcome(record));
        Assert.Equal(calls, Calls().Length);
        Assert.Equal(calls, _folder.Announced.Count); // each call is announced, so that a kill loses none of them

        _script = _ => null;
        Assert.Equal($"TooOften {calls}", Told(Morning(9, ["a"], $"-ResendUnknown -MaximumReminders {maximum}")[0]));
        Assert.Equal(calls, Calls().Length);
    }

    [Fact]
    public void A_flow_sent_again_within_a_run_and_answered_counts_as_two_reminders()
    {
        int calls = 0;
        _script = _ => ++calls == 1 ? Faults.Error("InternalError") : null;
        Assert.Equal((RemindOutcome.Reminded, 2), Outcome(Morning(0, ["a"], "-ResendUnknown")[0]));
        Assert.Equal("TooSoon 2", Told(Morning(1, ["a"])[0]));
    }

    [Theory]
    [InlineData("Failed", "new")]
    [InlineData("NotReminded", "TooSoon 1")]
    public void Settling_a_flow_as_not_reminded_restores_the_count_and_time_of_its_earlier_reminder(string outcome, string fourDaysLater)
    {
        Morning(0, ["a"]);
        _script = _ => Faults.Error("InternalError");
        RemindFlowRecord doubtful = Morning(3, ["a"])[0];
        Assert.Equal((RemindOutcome.Unknown, 2), Outcome(doubtful));
        _shell.Run($"$settled = Set-EssCheckpointOutcome $checkpoint a {outcome} -PassThru; $read = Import-EssCheckpoint $checkpoint");
        Assert.Empty(_shell.Errors);
        foreach (string variable in (string[])["settled", "read"])
        {
            var record = (RemindFlowRecord)((System.Management.Automation.PSObject)_shell[variable]!).BaseObject;
            Assert.Equal((outcome, 1), Outcome(record));
            Assert.Equal(Day(0), record.LastReminderTime!.Value.ToUniversalTime(), TimeSpan.FromSeconds(1));
        }

        _script = _ => null;
        Assert.Equal(fourDaysLater, Told(Morning(4, ["a"])[0]));
    }

    [Fact]
    public void A_run_that_sends_nothing_warns_and_the_summary_counts_what_was_skipped()
    {
        Morning(0, ["a", "b"]);
        Assert.Empty(_shell.Warnings);
        Morning(1, ["a", "b", "c"]);
        Assert.Empty(_shell.Warnings);
        var summary = (RemindSummary)_shell.Information[^1].MessageData;
        Assert.Equal((3, 2, 2, 0), (summary.Flows, summary.FromCheckpoint, summary.TooSoon, summary.TooOften));
        Assert.Contains("Sent now: 1; known from the checkpoint: 2", summary.ToString(), StringComparison.Ordinal);

        Morning(1, ["a", "b", "c"]);
        Assert.Contains("3", Assert.Single(_shell.Warnings), StringComparison.Ordinal);
        _shell.Send(["a", "b", "c"], "-CheckpointPath $checkpoint");
        Assert.Single(_shell.Warnings);
        Assert.All(_shell.Send(["a"], "-CheckpointPath $checkpoint"), r => Assert.Equal("AlreadySent", r.SkipReason));
        Assert.Empty(_shell.Send([], "-CheckpointPath $checkpoint"));
        Assert.DoesNotContain(_shell.Warnings, text => text.Contains("checkpoint", StringComparison.Ordinal));
        Assert.Single(_shell.Send(["a", "new"], "-CheckpointPath $checkpoint -WhatIf"));
        Assert.DoesNotContain(_shell.Warnings, text => text.Contains("checkpoint", StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_1_checkpoint_takes_the_time_of_its_last_write_for_its_reminders()
    {
        File.WriteAllText(_folder.File, $$"""
            {"Checkpoint":1,"Endpoint":"{{_emulator.Address.GetLeftPart(UriPartial.Authority)}}","OperatorUserId":"{{Vectors.Operator}}"}
            {"Sending":["a","doubt"]}
            {"FlowId":"a","Outcome":"Reminded"}

            """.ReplaceLineEndings("\n"));
        File.SetLastWriteTimeUtc(_folder.File, Day(-2).UtcDateTime);

        IReadOnlyList<RemindFlowRecord> first = Morning(0, ["a", "doubt", "new"]);
        Assert.Equal(["TooSoon 1", "TooSoon 1", "new"], first.Select(Told));
        Assert.Equal(Day(-2), first[0].Time!.Value.ToUniversalTime(), TimeSpan.FromSeconds(2));
        Assert.Equal(["new", "new", "TooSoon 1"], Morning(2, ["a", "doubt", "new"]).Select(Told));
        Assert.Equal(["TooSoon 2", "TooSoon 2", "new"], Morning(4, ["a", "doubt", "new"]).Select(Told));
    }

    [Theory]
    [InlineData("-RemindAgainAfter 3", "ParameterArgumentValidationError")]
    [InlineData("-RemindAgainAfter 0", "ParameterArgumentValidationError")]
    [InlineData("-RemindAgainAfter -3.00:00:00", "ParameterArgumentValidationError")]
    [InlineData("-RemindAgainAfter 3.00:00:00 -MaximumReminders 0", "ParameterArgumentValidationError")]
    public void Values_of_RemindAgainAfter_and_MaximumReminders_out_of_range_are_refused(string parameters, string errorId)
    {
        Assert.Empty(_shell.Send(["a"], "-CheckpointPath $checkpoint " + parameters));
        Assert.StartsWith(errorId, _shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_called);
    }

    /// <summary>samples/Remind-OpenFlows.ps1, unchanged, on several days.</summary>
    [Fact]
    public void The_sample_runbook_reminds_each_flow_when_due_and_lists_flows_in_doubt()
    {
        // The engine that the tests host lacks these modules of PowerShell.
        _shell["pwsh"] = Path.GetDirectoryName(Pwsh.Start([]).ArgumentList[0]);
        _shell.Run(
            "Import-Module \"$pwsh/Microsoft.PowerShell.Commands.Utility.dll\", "
            + "\"$pwsh/Microsoft.PowerShell.Commands.Management.dll\"");
        Assert.Null(_shell.Terminating);
        _shell["runbook"] = Path.Combine(Repository.Root, "samples", "Remind-OpenFlows.ps1");
        _shell["csv"] = Path.Combine(_folder.Folder, "open.csv");
        string lookUp = _folder.File + ".look-up.csv";

        Assert.Equal(0, Runbook(0, "a", "b"));
        Assert.Equal(0, Runbook(1, "a", "b", "c"));
        Assert.Equal(["a", "b", "c"], Calls());
        Assert.False(File.Exists(lookUp));
        _script = call => call.FlowIds.Contains("lost") ? Faults.Error("InternalError") : null;
        Assert.Equal(1, Runbook(2, "a", "lost"));
        Assert.Contains("lost", File.ReadAllText(lookUp), StringComparison.Ordinal);
        Assert.Equal(["a", "b", "c", "lost"], Calls());

        _shell.Run($"Import-Csv '{lookUp}' | Set-EssCheckpointOutcome $checkpoint -Outcome Reminded -Confirm:$false");
        Assert.Empty(_shell.Errors);
        Assert.Equal(0, Runbook(3, "a", "b", "c", "lost"));
        Assert.False(File.Exists(lookUp));
        Assert.Equal(["a", "b", "c", "lost", "a", "b"], Calls());
        Assert.Equal(0, Runbook(6, "a", "b"));
        Assert.Equal(0, Runbook(9, "a", "b"));
        Assert.Equal(3, _emulator.Book.MostRemindersOfASigner());
    }

    private int Runbook(double day, params string[] open)
    {
        Begin(day);
        File.WriteAllLines(Path.Combine(_folder.Folder, "open.csv"), ["合同ID,Name", .. open.Select(id => id + ",contract")]);
        _shell.Run("& $runbook -Path $csv -CheckpointPath $checkpoint -Connection $ess *>$null; $code = $LASTEXITCODE");
        Assert.Null(_shell.Terminating);
        return (int)_shell["code"]!;
    }

    private IReadOnlyList<RemindFlowRecord> Morning(double day, string[] ids, string more = "")
    {
        Begin(day);
        IReadOnlyList<RemindFlowRecord> records = _shell.Send(ids, Again + more);
        Assert.Null(_shell.Terminating);
        Assert.Equal(ids, records.Select(r => r.FlowId));
        return records;
    }

    private void Begin(double day)
    {
        _clock.Set(Day(day));
        _emulator.ClockOffset = Day(day) - DateTimeOffset.UtcNow;
        ((EssConnection)_shell["ess"]!).Account.Clock.TryCorrect(Day(day)); // no call is spent on a clock that is wrong
    }

    private DateTimeOffset Day(double day) => _begin + TimeSpan.FromDays(day);

    private string[] Calls() => [.. _called];

    private static string Told(RemindFlowRecord record) => record.FromCheckpoint ? $"{record.SkipReason} {record.ReminderCount}" : "new";

    private static (string, int?) Outcome(RemindFlowRecord record) => (record.Outcome, record.ReminderCount);
}
