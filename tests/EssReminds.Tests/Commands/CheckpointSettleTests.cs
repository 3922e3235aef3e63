using System;
using System.IO;
using System.Linq;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Set-EssCheckpointOutcome: somebody states the outcome of a flow in doubt.</summary>
public sealed class CheckpointSettleTests : IDisposable
{
    private const string Lost =
        """{"FlowId":"lost","Outcome":"Unknown","ErrorCode":"InternalError","ErrorMessage":"gone","""
        + "\"Time\":\"2026-08-03T01:00:00.000Z\",\"Reminders\":2}";

    private const string Lines = $$"""
        {"Checkpoint":2,"Endpoint":"http://e","OperatorUserId":"me"}
        {"Sending":["doubt","other"],"Time":"2026-08-03T01:00:00.000Z"}
        {"FlowId":"known","Outcome":"Reminded","Time":"2026-08-03T01:00:00.000Z"}
        {{Lost}}

        """;

    private readonly CheckpointFolder _folder = new();
    private readonly Shell _shell = new();

    public CheckpointSettleTests()
    {
        File.WriteAllText(_folder.File, Lines.ReplaceLineEndings("\n"));
        _shell["checkpoint"] = _folder.File;
    }

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Reminded", 2)]
    [InlineData("NotReminded", 1)]
    [InlineData("Failed", 1)]
    public void A_flow_in_doubt_is_settled_and_the_file_records_by_whom(string outcome, int reminders)
    {
        RemindFlowRecord settled = Assert.Single(Shell.Records(_shell.Run(
            $"Set-EssCheckpointOutcome $checkpoint lost {outcome} -SettledBy '张三' -PassThru")));

        Assert.Empty(_shell.Errors);
        Assert.StartsWith(Lines.ReplaceLineEndings("\n"), File.ReadAllText(_folder.File), StringComparison.Ordinal);
        RemindFlowRecord read = Shell.Records(_shell.Run("Import-EssCheckpoint $checkpoint")).Single(r => r.FlowId == "lost");
        foreach (RemindFlowRecord record in (RemindFlowRecord[])[settled, read])
        {
            Assert.Equal(
                (outcome, "张三", null, reminders),
                (record.Outcome.ToString(), record.SettledBy, record.ErrorCode, record.ReminderCount));
            Assert.Equal(new DateTime(2026, 8, 3, 1, 0, 0, DateTimeKind.Utc), record.Time!.Value.ToUniversalTime());
            Assert.InRange(record.SettledTime!.Value, DateTime.Now.AddMinutes(-10), DateTime.Now.AddMinutes(1));
            Assert.Equal(DateTimeKind.Local, record.SettledTime.Value.Kind);
        }
    }

    [Fact]
    public void Piped_records_in_doubt_are_settled_and_one_that_is_not_in_doubt_is_an_error()
    {
        _shell.Run("Import-EssCheckpoint $checkpoint | Set-EssCheckpointOutcome $checkpoint -Outcome NotReminded");

        Assert.StartsWith("NotInDoubt,", Assert.Single(_shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["known"], (string[])_shell.Errors[0].TargetObject);
        Assert.Equal(
            ["doubt: NotReminded", "other: NotReminded", "known: Reminded", "lost: NotReminded"],
            Shell.Records(_shell.Run("Import-EssCheckpoint $checkpoint")).Select(r => r.ToString()));
        Assert.All(
            Shell.Records(_shell.Run("Import-EssCheckpoint $checkpoint")).Where(r => r.FlowId != "known"),
            r => Assert.Equal(Environment.UserName, r.SettledBy));
    }

    [Fact]
    public void Groups_and_flows_are_settled_only_in_a_checkpoint_of_their_kind()
    {
        string groups = _folder.File + ".groups";
        File.WriteAllText(groups, "{\"Checkpoint\":2,\"Endpoint\":\"http://e\",\"OperatorUserId\":\"me\",\"Items\":\"FlowGroup\"}\n"
            + "{\"Sending\":[\"g1\"],\"Time\":\"2026-08-03T01:00:00.000Z\"}\n"
            + "{\"Sending\":[\"g2\"],\"Time\":\"2026-08-03T01:00:00.000Z\"}\n");
        _shell["groups"] = groups;
        var settled = (RemindFlowGroupRecord)Assert.Single(_shell.Run(
            "Set-EssCheckpointOutcome $groups -FlowGroupId g1 reminded -SettledBy '李四' -PassThru")).BaseObject;
        _shell.Run("Import-EssCheckpoint $groups | Where-Object Outcome -eq Unknown | Set-EssCheckpointOutcome $groups -Outcome Failed");
        Assert.Empty(_shell.Errors);

        RemindFlowGroupRecord[] read =
            [.. _shell.Run("Import-EssCheckpoint $groups").Select(item => (RemindFlowGroupRecord)item.BaseObject)];
        Assert.Equal(["g1: Reminded", "g2: Failed"], read.Select(record => record.ToString()));
        foreach (RemindFlowGroupRecord record in (RemindFlowGroupRecord[])[settled, read[0]])
        {
            Assert.Equal(("李四", null, 1), (record.SettledBy, record.ErrorId, record.ReminderCount));
            Assert.InRange(record.SettledTime!.Value, DateTime.Now.AddMinutes(-10), DateTime.Now.AddMinutes(1));
            Assert.Equal(DateTimeKind.Local, record.SettledTime.Value.Kind);
        }

        _shell.Run("Set-EssCheckpointOutcome $groups g1 Failed");
        Assert.StartsWith("CheckpointForeign,", _shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        _shell.Run("Set-EssCheckpointOutcome $checkpoint -FlowGroupId doubt -Outcome Failed");
        Assert.StartsWith("CheckpointForeign,", _shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"FlowId\":\"torn\",\"Outc")]
    [InlineData("{\"FlowId\":\"other\",\"Outcome\":\"Unknown\"}")] // a line end is missing
    public void WhatIf_leaves_the_file_as_it_is_whatever_there_is_to_mend(string end)
    {
        // Long enough that a run would compact it.
        const string line = "{\"FlowId\":\"known\",\"Outcome\":\"Reminded\"}\n";
        File.AppendAllText(_folder.File, string.Concat(Enumerable.Repeat(line, 5_000)) + end);
        byte[] before = File.ReadAllBytes(_folder.File);
        _shell.Run("Set-EssCheckpointOutcome $checkpoint doubt Reminded -WhatIf");
        Assert.Empty(_shell.Errors);
        Assert.Null(_shell.Terminating);
        Assert.Equal(before, File.ReadAllBytes(_folder.File));
    }

    [Fact]
    public void WhatIf_changes_nothing_and_a_missing_file_is_not_created()
    {
        byte[] before = File.ReadAllBytes(_folder.File);
        _shell.Run("Set-EssCheckpointOutcome $checkpoint doubt Reminded -WhatIf");
        Assert.Equal(before, File.ReadAllBytes(_folder.File));

        _shell.Run("Set-EssCheckpointOutcome \"$checkpoint.missing\" doubt Reminded");
        Assert.StartsWith("CheckpointNotReadable,", _shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File + ".missing"));
    }
}
