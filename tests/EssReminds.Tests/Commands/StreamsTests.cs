using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>The common parameters behave as PowerShell documents them.</summary>
public class StreamsTests
{
    private static readonly string[] Input = ["a", "b", "c d", "e", "f", "g h", "i"];

    [Theory]
    [InlineData("", "-Verbose")]
    [InlineData("$VerbosePreference = 'Continue'; ", "")]
    [InlineData("$global:VerbosePreference = 'Continue'; ", "")]
    public async Task Verbose_writes_one_line_a_call_and_one_for_the_run(string before, string parameter)
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);
        shell["ids"] = Ids.Take(95).Append("unknown");

        shell.Run(
            "& { " + before + "$ids | Send-EssFlowReminder -Connection $ess -BatchSize 10 -ErrorAction Ignore -WhatIf:$false " + parameter
            + " }");

        string[] calls = [.. shell.Verbose.Where(line => line.Contains("attempt", StringComparison.Ordinal))];
        Assert.Equal(emulator.Stats.Calls, calls.Length);
        const string line = @"^\d+ flows? \([^()]+\): (OK|ResourceNotFound\.Flow), RequestId [0-9a-f-]{36}, \d+ ms, attempt 1$";
        Assert.All(calls, call => Assert.Matches(line, call));
        Assert.Single(shell.Verbose, line => line.StartsWith("Flows: 96 (reminded 95,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verbose_false_writes_no_line_whatever_the_preference()
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);
        shell.Run("& { $VerbosePreference = 'Continue'; 'a' | Send-EssFlowReminder -Connection $ess -Verbose:$false }");
        Assert.Empty(shell.Verbose);
    }

    [Fact]
    public async Task ErrorAction_Stop_ends_at_the_first_error_after_everything_in_flight_is_written()
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);

        var records = shell.Send(Input, "-BatchSize 2 -ThrottleLimit 1 -ErrorAction Stop");

        Assert.Equal(["a", "b", "c d"], records.Select(r => r.FlowId));
        Assert.Equal("InvalidFlowId,EssReminds.SendEssFlowReminderCommand", shell.Terminating!.FullyQualifiedErrorId);
        Assert.Equal(["c d"], (string[])shell.Terminating.TargetObject);
        Assert.Equal(0, emulator.Book.Reminders("e"));
        Assert.All(
            records.Where(r => r.FlowId is "a" or "b"),
            r => Assert.Equal(r.Outcome == RemindOutcome.Reminded, emulator.Book.Reminders(r.FlowId) > 0));
    }

    [Fact]
    public async Task SilentlyContinue_shows_no_error_but_keeps_them_in_Error_and_ErrorVariable()
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);

        var records = shell.Send(Input, "-ErrorAction SilentlyContinue -ErrorVariable failures");

        Assert.Equal(Input, records.Select(r => r.FlowId));
        Assert.Empty(shell.Errors);
        Assert.Equal(["c d", "g h"], shell.Run("$failures.TargetObject").Select(id => id.ToString()));
        Assert.Equal(1, (int)shell.Run("$Error.Count").Single().BaseObject);
    }

    [Fact]
    public async Task Ignore_shows_no_error_and_keeps_none_in_Error()
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);

        Assert.Equal(Input, shell.Send(Input, "-ErrorAction Ignore").Select(r => r.FlowId));

        Assert.Empty(shell.Errors);
        Assert.Equal(0, (int)shell.Run("$Error.Count").Single().BaseObject);
    }

    [Fact]
    public async Task ErrorVariable_collects_errors_and_with_a_plus_adds_to_them()
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);

        shell.Send(["c d"], "-ErrorVariable failures");
        Assert.Single(shell.Errors);
        shell.Send(["unknown"], "-ErrorVariable +failures");

        Assert.Equal(
            ["InvalidFlowId", "FlowNotFound"],
            shell.Run("$failures").Select(e => ((ErrorRecord)e.BaseObject).FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public async Task OutVariable_and_PipelineVariable_hold_the_records()
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);
        shell["ids"] = Ids.Take(25);

        var seen = shell.Run(
            "$ids | Send-EssFlowReminder -Connection $ess -BatchSize 10 -OutVariable all -PipelineVariable record | "
            + "ForEach-Object { \"$($record.FlowId) $($_.FlowId)\" }");

        Assert.Equal(Ids.Take(25).Select(id => id + " " + id), seen.Select(line => line.ToString()));
        Assert.Equal(Ids.Take(25), shell.Run("$all.FlowId").Select(id => id.ToString()));
    }

    [Theory]
    [InlineData("", "-WhatIf")]
    [InlineData("$WhatIfPreference = $true; ", "")]
    public async Task WhatIf_shows_a_line_a_call_and_the_total_and_sends_nothing(string before, string parameter)
    {
        await using var emulator = await Service();
        var host = new RecordingHost();
        using var shell = Shell.ConnectedTo(emulator, host: host);
        shell["ids"] = Ids.Take(150);

        shell.Show("& { " + before + "$ids | Send-EssFlowReminder -Connection $ess " + parameter + " }");

        string[] ids = Ids.Take(150), lines = host.Text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string how = $"as {Vectors.Operator} at {emulator.Address}, by the ways that each contract has.";
        Assert.Equal(
            [
                $"What if: Remind the signers who have not signed yet of 100 flows ({ids[0]}, {ids[1]} and 98 more), {how}",
                $"What if: Remind the signers who have not signed yet of 50 flows ({ids[100]}, {ids[101]} and 48 more), {how}",
                $"What if: In all: remind the signers {how} Flows: 150; calls: 2.",
            ],
            lines);
        Assert.Equal(0, emulator.Stats.Calls);
    }

    [Fact]
    public async Task An_invalid_id_is_an_error_with_WhatIf_too()
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Equal(["c d"], shell.Send(["a", "c d"], "-WhatIf").Select(r => r.FlowId));
        Assert.StartsWith("InvalidFlowId,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InformationVariable_receives_the_totals_which_are_never_output()
    {
        await using var emulator = await Service();
        var host = new RecordingHost();
        using var shell = Shell.ConnectedTo(emulator, host: host);

        Assert.Equal(Input, shell.Send(Input, "-ErrorAction Ignore -InformationVariable totals").Select(r => r.FlowId));

        var record = (InformationRecord)shell.Run("$totals").Single().BaseObject;
        var summary = (RemindSummary)record.MessageData;
        Assert.Equal(["EssReminds"], record.Tags);
        Assert.Equal((7, 5, 0, 0), (summary.Flows, summary.Reminded, summary.PartlyReminded, summary.NotReminded));
        Assert.Equal((2, 0, 1, 0), (summary.Failed, summary.Unknown, summary.Calls, summary.Refusals));
        Assert.InRange(summary.Seconds, 0.000001, 600);
        Assert.Equal("", host.Text);
    }

    [Fact]
    public async Task The_totals_are_also_written_if_the_run_ends_early()
    {
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Script = _ => Faults.Error("AuthFailure.SecretIdNotFound") });
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Single(shell.Send(["a"]));
        Assert.Equal(1, Assert.IsType<RemindSummary>(Assert.Single(shell.Information).MessageData).Failed);
        Assert.NotNull(shell.Terminating);
    }

    [Fact]
    public async Task WarningVariable_receives_the_only_warning_of_a_run()
    {
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Script = call => call.Number < 3 ? Faults.Named("rate-limit") : null });
        using var shell = Shell.ConnectedTo(emulator);
        shell.Send(["a"], "-WarningVariable warnings -WarningAction SilentlyContinue");
        Assert.Empty(shell.Warnings);
        Assert.Single((IEnumerable)shell["warnings"]!);
    }

    [Theory]
    [InlineData("$WarningPreference = 'Stop'")]
    [InlineData("$VerbosePreference = 'Stop'")]
    [InlineData("$WarningPreference = $VerbosePreference = 'Inquire'")]
    public async Task With_Verbose_no_preference_for_warnings_and_details_stops_a_run(string preference)
    {
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Script = call => call.Number == 1 ? Faults.Named("rate-limit") : null });
        using var shell = Shell.ConnectedTo(emulator);
        shell["ids"] = Ids.Take(50);

        var records = Shell.Records(shell.Run($"& {{ {preference}; $ids | Send-EssFlowReminder -Connection $ess -BatchSize 5 -Verbose }}"));

        Assert.Null(shell.Terminating);
        Assert.Single(shell.Warnings);
        Assert.All(records, r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal(50, records.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Before_Debug_asks_about_a_warning_every_reminded_flow_has_its_record(bool goesOn)
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0, Latency = TimeSpan.FromMilliseconds(20), Script = call => call.Number == 4 ? Faults.Named("rate-limit") : null,
        });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000", new RecordingHost { Choice = goesOn ? 0 : 2 });
        shell["ids"] = Ids.Take(2_000);

        var records = Shell.Records(shell.Run("$ids | Send-EssFlowReminder -Connection $ess -Debug -Confirm:$false"));

        Assert.Equal(emulator.Stats.FlowsReminded, records.Count(r => r.Outcome == RemindOutcome.Reminded));
        Assert.Equal(goesOn, shell.Terminating is null);
    }

    private static async Task<EmulatorHost> Service()
    {
        EmulatorHost emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        emulator.Book.AddUnknown("unknown");
        return emulator;
    }
}
