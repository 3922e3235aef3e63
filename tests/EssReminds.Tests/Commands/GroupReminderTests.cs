using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Groups;
using EssReminds.Emulator;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;
using Product = EssReminds.Protocol.Product;

namespace EssReminds.Tests.Commands;

/// <summary>Send-EssFlowGroupReminder: one group a call, one record a group.</summary>
public class GroupReminderTests
{
    private const string Fast = "-RequestsPerSecond 100000";

    private static readonly EmulatorOptions Quick = new() { Quota = 0, RecordCalls = true };

    public static TheoryData<string, string, string?> Answers => new()
    {
        { """[{"Status":0,"Reason":"催办成功（短信）"}]""", "Reminded", "True" },
        { """[{"Status":2,"Reason":"无需催办"}]""", "NotReminded", "False" },
        { """[{"Status":5,"Reason":"超过次数限制"}]""", "NotReminded", "False" },
        { """[{"Status":0},{"Status":5}]""", "PartlyReminded", "True" },
        { """[{"Status":1,"Reason":"催办成功"}]""", "Unknown", null },
        { """[{"Status":null,"Reason":"催办成功"}]""", "Unknown", null },
        { """[{"Reason":"催办成功"}]""", "Unknown", null },
        { """[{"Status":0},{"Status":3}]""", "Unknown", null },
        { """[{"Status":0},null]""", "Unknown", null },
        { "[]", "Unknown", null },
        { "null", "Unknown", null },
    };

    [Fact]
    public async Task The_body_and_its_signature_are_the_golden_ones()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        Send(shell, [Vectors.GroupId]);
        RecordedCall call = Assert.Single(emulator.Calls);
        Assert.Equal((Vectors.G1Body, "CreateFlowGroupReminds", "2020-11-11"),
            (Encoding.UTF8.GetString(call.Body.Span), call.Action, call.Headers["X-TC-Version"]));

        using var http = ToEmulator.Client(emulator.Address);
        byte[] body = new GroupAction(Callers.Ess).Write([Vectors.GroupId]);
        await new EssClient(http, new Uri("http://ess.tencentcloudapi.com"), TimeSpan.FromSeconds(10)).SendAsync(
            GroupAction.ServiceOf(Product.Ess)!, Vectors.Credential, Vectors.Time, body, null, CancellationToken.None);
        Assert.EndsWith(
            "Signature=18dbdf47fa308d9f8a179896442b85cc058c984462049a2230dda515ad70d3cb",
            emulator.Calls[^1].Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_group_is_one_call_and_has_one_record_in_input_order()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0, Jitter = TimeSpan.FromMilliseconds(5), RecordCalls = true,
        });
        using var shell = Shell.ConnectedTo(emulator, Fast);
        string[] ids = Ids.Take(250);

        var records = Send(shell, [.. ids, ids[3], "two words", " "]);

        Assert.Equal([.. ids, "two words"], records.Select(record => record.FlowGroupId));
        Assert.All(records.Take(250), record => Assert.Equal(RemindOutcome.Reminded, record.Outcome));
        Assert.Equal(("Failed", "InvalidFlowId", false), (records[250].Outcome, records[250].ErrorId, records[250].Retryable));
        Assert.Equal(ids, emulator.Calls.Select(call => call.FlowGroupId).Order());
        RemindedGroupSigner signer = records[0].Signers[0];
        Assert.EndsWith("**", signer.Name, StringComparison.Ordinal);
        Assert.Contains("****", signer.Mobile, StringComparison.Ordinal);
        Assert.Equal(signer.FlowIds.Count, signer.Contracts.Count);
        Assert.Equal(signer.FlowIds.Count, signer.FlowNames.Count);
        RemindedContract contract = signer.Contracts[0];
        Assert.Equal((0, "催办成功（短信）", true), (contract.Status, contract.Reason, contract.Reminded));
        Assert.InRange(DateTime.Now - records[0].Time!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Assert.NotNull(records[0].RequestId);
        Assert.StartsWith("InvalidFlowId,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        var totals = (RemindGroupSummary)Assert.Single(shell.Information).MessageData;
        Assert.Equal((251, 250, 1, 250), (totals.Groups, totals.Reminded, totals.Failed, totals.Calls));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Only_documented_status_numbers_decide_the_outcome(string messages, string outcome, string? reminded)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        string records = """[{"ApproverName":"叶**","Mobile":"156****8190","FlowIds":["a"],"FlowNames":["b"],"RemindMessageList":LIST}]""";
        Answer(emulator, records.Replace("LIST", messages, StringComparison.Ordinal));
        using var shell = Shell.ConnectedTo(emulator);

        RemindFlowGroupRecord record = Assert.Single(Send(shell, ["g"]));

        Assert.Equal((outcome, reminded), (record.Outcome, record.Signers.Single().Reminded?.ToString()));
        Assert.Equal(outcome == "Unknown" ? 1 : 0, shell.Warnings.Count);
        Assert.False(record.Retryable);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    public async Task An_answer_without_signers_makes_the_outcome_Unknown(string records)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        Answer(emulator, records);
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Equal(RemindOutcome.Unknown, Assert.Single(Send(shell, ["g"])).Outcome);
    }

    [Fact]
    public async Task WhatIf_asks_once_for_a_hundred_groups()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        var host = new RecordingHost();
        using var shell = Shell.ConnectedTo(emulator, Fast, host);
        shell["ids"] = Ids.Take(250);

        shell.Show("$ids | Send-EssFlowGroupReminder -Connection $ess -WhatIf");

        Assert.Equal(4, host.Text.Split("What if:").Length - 1); // 100, 100, 50, and the total
        Assert.Contains("100 groups (", host.Text, StringComparison.Ordinal);
        Assert.Contains("Groups: 250", host.Text, StringComparison.Ordinal);
        Assert.Empty(emulator.Calls);
    }

    [Fact]
    public async Task A_group_that_fails_is_an_error_and_all_others_are_reminded()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        emulator.Book.Add(new FlowGroup { FlowGroupId = "lost", Unknown = true });
        using var shell = Shell.ConnectedTo(emulator, Fast);
        string[] ids = [.. Ids.Take(20), "lost", .. Ids.Take(20, "yDx")];

        var records = Send(shell, ids);

        Assert.Equal(ids, records.Select(record => record.FlowGroupId));
        RemindFlowGroupRecord lost = records[20];
        Assert.Equal(("Failed", "FlowNotFound", "ResourceNotFound.Flow"), (lost.Outcome, lost.ErrorId, lost.ErrorCode));
        Assert.All(records.Where(record => record != lost), record => Assert.Equal(RemindOutcome.Reminded, record.Outcome));
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.Equal(["lost"], (string[])error.TargetObject);
        Assert.Contains("1 group (lost)", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_faults_lose_no_group_and_remind_nobody_twice(int seed)
    {
        var quick = TimeSpan.FromMilliseconds(5);
        var options = new EmulatorOptions { Quota = 0, Seed = seed, Latency = quick, Jitter = quick };
        foreach (Fault fault in Faults.All) options.Faults.Add(FaultSetting.AtRate(fault, 0.15 / Faults.All.Count));
        await using var emulator = await EmulatorHost.StartAsync(options);
        using var shell = Shell.ConnectedTo(emulator, Fast + " -TimeoutSec 2");
        string[] ids = Ids.Take(1000);

        var records = Send(shell, ids);

        Assert.Equal(ids, records.Select(record => record.FlowGroupId));
        Assert.Null(shell.Terminating);
        Assert.Contains(records, record => record.Outcome == "Unknown");
        Assert.True(records.Count(record => record.Outcome == "Reminded") > 700);
        Assert.All(
            records.Where(record => record.Outcome == "Reminded").SelectMany(record => emulator.Book.FlowsOf(record.FlowGroupId)),
            flow => Assert.All(emulator.Book.Signers(flow), signer => Assert.Equal(1, signer.Count)));
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
    }

    [Fact]
    public async Task A_resumed_run_sends_only_the_rest_and_writes_the_complete_output()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator, Fast);
        using var folder = new CheckpointFolder();
        shell["checkpoint"] = folder.File;
        string[] ids = Ids.Take(150);
        var first = Send(shell, ids.Take(60), "-CheckpointPath $checkpoint");
        // Announced without an outcome, as by a process that was killed during the call.
        File.AppendAllText(folder.File, $$"""{"Sending":["{{ids[60]}}"],"Time":"2026-01-01T00:00:00.000Z"}""" + "\n");

        var records = Send(shell, ids, "-CheckpointPath $checkpoint");

        Assert.Equal(ids, records.Select(record => record.FlowGroupId));
        Assert.Equal(Text(first), Text(records.Take(60)));
        Assert.Equal(("Unknown", "UnknownInCheckpoint"), (records[60].Outcome, records[60].ErrorId));
        Assert.Equal(new DateTime(2026, 1, 1), records[60].Time!.Value.ToUniversalTime());
        Assert.All(records.Skip(61), record => Assert.Equal(RemindOutcome.Reminded, record.Outcome));
        Assert.Equal(149, emulator.Calls.Select(call => call.FlowGroupId).Distinct().Count());
        Assert.Equal(149, emulator.Calls.Count);
        Assert.StartsWith("UnknownInCheckpoint,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        Assert.Equal(RemindOutcome.Reminded, Send(shell, ids, "-CheckpointPath $checkpoint -ResendUnknown")[60].Outcome);
        var imported = shell.Run("Import-EssCheckpoint $checkpoint").Select(item => (RemindFlowGroupRecord)item.BaseObject);
        Assert.Equal(ids, imported.Select(record => record.FlowGroupId).Order()); // the file is in order of answers, not of input
    }

    [Fact]
    public async Task A_group_is_reminded_again_after_RemindAgainAfter_up_to_MaximumReminders()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator, Fast);
        using var folder = new CheckpointFolder();
        var clock = new SetClock(DateTimeOffset.UtcNow);
        ((EssConnection)shell["ess"]!).Clock = clock;
        shell["checkpoint"] = folder.File;
        string[] Told() =>
        [
            .. Send(shell, ["g"], "-CheckpointPath $checkpoint -RemindAgainAfter 3.00:00:00 -MaximumReminders 2")
                .Select(record => record.SkipReason + record.ReminderCount),
        ];

        Assert.Equal(["1"], Told());
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["TooSoon1"], Told());
        clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(["2"], Told());
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(["TooOften2"], Told());
        Assert.Equal(2, emulator.Calls.Count);
    }

    [Fact]
    public async Task A_checkpoint_of_groups_is_refused_for_flows()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator, Fast);
        using var folder = new CheckpointFolder();
        shell["checkpoint"] = folder.File;
        Send(shell, ["a"], "-CheckpointPath $checkpoint");

        Assert.Empty(shell.Send(["a"], "-CheckpointPath $checkpoint"));

        Assert.StartsWith("CheckpointForeign,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(emulator.Calls);
    }

    [Fact]
    public async Task Groups_are_taken_by_value_and_by_property_and_an_object_without_one_is_an_error()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator, Fast);

        var ids = shell.Run("[pscustomobject]@{ FlowGroupId = 'a' }, 'b' | Send-EssFlowGroupReminder | ForEach-Object FlowGroupId");
        Assert.Equal(["a", "b"], ids.Select(item => (string)item.BaseObject));
        Assert.Empty(shell.Run("[pscustomobject]@{ FlowId = 'a' } | Send-EssFlowGroupReminder"));

        Assert.StartsWith("FlowGroupIdMissing,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_are_refused_with_essbasic_before_anything_is_sent()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell.Run($"$basic = Connect-Ess -SecretId {Shell.AccountOf(emulator)} -SecretKey $secret -AppId a -OrganizationOpenId o " +
            "-OperatorOpenId p -Endpoint $endpoint -PassThru; 'g' | Send-EssFlowGroupReminder -Connection $basic");
        Assert.StartsWith("NotInProduct,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(emulator.Calls);
    }

    private static void Answer(EmulatorHost emulator, string records) =>
        emulator.Book.Add(new FlowGroup { FlowGroupId = "g", Records = JsonSerializer.Deserialize<JsonElement>(records) });

    private static string Text(IEnumerable<RemindFlowGroupRecord> records) => JsonSerializer.Serialize(records);

    private static IReadOnlyList<RemindFlowGroupRecord> Send(Shell shell, IEnumerable<string> ids, string more = "")
    {
        shell["ids"] = ids.ToArray();
        var output = shell.Run($"$ids | Send-EssFlowGroupReminder -Connection $ess {more}");
        return [.. output.Select(item => (RemindFlowGroupRecord)item.BaseObject)];
    }
}
