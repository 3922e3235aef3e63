using System;
using System.Linq;
using CsCheck;
using EssReminds.Checkpoints;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Checkpoints;

public class AnyCheckpointTests
{
    private const string Old =
        """
        {"Checkpoint":1,"Endpoint":"http://e","OperatorUserId":"me"}
        {"Sending":["a","b"]}
        {"FlowId":"a","Outcome":"Reminded","CanRemind":true,"RemindMessage":"签署人 王五: 催办成功；","RequestId":"r"}
        {"FlowId":"b","Outcome":"Failed","ErrorCode":"ResourceNotFound.Flow","ErrorMessage":"m","RequestId":"r"}

        """;

    private const string New =
        """
        {"Checkpoint":2,"Endpoint":"http://e","OperatorUserId":"me","Untimed":"2026-01-02T03:04:05.000Z"}
        {"Sending":["a","b"],"Time":"2026-02-02T03:04:05.000Z"}
        {"FlowId":"a","Outcome":"Unknown","Time":"2026-02-02T03:04:06.000Z","Reminders":2,"EarlierSince":"2026-01-02T03:04:05.000Z"}
        {"FlowId":"b","Outcome":"NotReminded","Time":"2026-02-02T03:04:06.000Z","LastReminder":"2026-01-01T03:04:05.000Z","Reminders":1}
        {"FlowId":"a","Outcome":"Reminded","Time":"2026-02-03T03:04:06.000Z","SettledBy":"me","SettledTime":"2026-02-03T03:04:07.000Z"}

        """;

    private const string OfGroups =
        """
        {"Checkpoint":2,"Endpoint":"http://e","OperatorUserId":"me","Items":"FlowGroup"}
        {"Sending":["a","b"],"Time":"2026-02-02T03:04:05.000Z"}
        {"FlowGroupId":"a","Outcome":"Unknown","Signers":[{"Name":"王*","FlowIds":["f"],"FlowNames":["n"],"Contracts":[{"Status":0}]}]}
        {"FlowGroupId":"b","Outcome":"Reminded","Signers":[{"Name":null,"FlowIds":null,"FlowNames":[null],"Contracts":[null]},null]}
        {"FlowGroupId":"c","Outcome":"Reminded","Signers":null}

        """;

    private static readonly CheckpointHeader Header = new() { Endpoint = "http://e", OperatorUserId = "me" };

    private static readonly CheckpointSettings Settings = new()
    {
        Policy = new ReminderPolicy { RemindAgainAfter = TimeSpan.FromDays(3), MaximumReminders = 3 },
    };

    [Theory]
    [InlineData(Old)]
    [InlineData(New)]
    public void The_files_that_are_altered_open_as_they_are(string good) => Open(Vectors.Utf8(good));

    [Fact]
    public void Nulls_in_a_file_of_groups_are_left_out()
    {
        var checkpoint = OpenGroups(Vectors.Utf8(OfGroups));
        Assert.Equal(["王*: Status 0"], checkpoint.Find("a")!.Signers.Select(signer => signer.ToString()));
        RemindedGroupSigner signer = Assert.Single(checkpoint.Find("b")!.Signers);
        Assert.Equal((0, 0, 0, null), (signer.FlowIds.Count, signer.FlowNames.Count, signer.Contracts.Count, signer.Reminded));
        Assert.Empty(checkpoint.Find("c")!.Signers);
    }

    [Fact]
    public void Any_file_of_groups_opens_or_is_refused_with_an_error_that_names_it() => Mutations.Of(OfGroups).Sample(bytes =>
    {
        try
        {
            using Checkpoint<RemindFlowGroupRecord> checkpoint = OpenGroups(bytes);
            foreach (string id in new[] { "a", "b", "c", "d" }) _ = checkpoint.Find(id)?.ToString();
        }
        catch (EssException e)
        {
            Assert.Contains("file.jsonl", e.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Any_file_opens_or_is_refused_with_an_error_that_names_it() => Mutations.Of(Old, New).Sample(bytes =>
    {
        try
        {
            Open(bytes);
        }
        catch (EssException e)
        {
            Assert.Contains("file.jsonl", e.Message, StringComparison.Ordinal);
        }
    });

    private static void Open(byte[] bytes)
    {
        using var disk = new CheckpointDisk();
        disk.Write(bytes, 0, bytes.Length);
        using (Checkpoint<RemindFlowRecord> checkpoint = Open(disk))
        {
            foreach (string id in new[] { "a", "b", "c" })
                if (checkpoint.IsDue(id, resendUnknown: false, out RemindFlowRecord? known)) _ = known?.ToString();
            _ = checkpoint.FindDoubt("a");
        }

        // What one run has opened and closed the next one can open, too.
        Open(disk).Dispose();
    }

    private static Checkpoint<RemindFlowGroupRecord> OpenGroups(byte[] bytes)
    {
        var disk = new CheckpointDisk();
        disk.Write(bytes, 0, bytes.Length);
        var header = new CheckpointHeader { Endpoint = "http://e", OperatorUserId = "me", Items = "FlowGroup" };
        return new(disk, "file.jsonl", header, static id => new RemindFlowGroupRecord(id), Settings);
    }

    private static Checkpoint<RemindFlowRecord> Open(CheckpointDisk disk) =>
        new(disk, "file.jsonl", Header, static id => new RemindFlowRecord(id), Settings);
}
