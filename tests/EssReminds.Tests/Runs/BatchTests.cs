using System.Collections.Generic;
using System.Linq;
using CsCheck;
using EssReminds.Protocol;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Runs;

public class BatchTests
{
    private static readonly CallFault Invalid = new(ErrorId.InvalidFlowId, Remedy.Fail, "m");

    /// <summary>A batch of items to send and others that are decided already, split into calls of any size.</summary>
    [Fact]
    public void A_batch_splits_into_full_calls_that_keep_every_item_in_the_order_of_the_input() =>
        Gen.Select(Gen.Bool.Array[0, 40], Gen.Int[1, 12]).Sample((send, size) =>
        {
            Batch<RemindFlowRecord> whole = New();
            foreach ((string id, bool sent) in Ids.Take(send.Length).Zip(send))
            {
                if (sent) whole.Add(new RemindFlowRecord(id), send: true);
                else whole.AddKnown(new RemindFlowRecord(id));
            }

            RemindFlowRecord[] all = [.. whole.Records], toSend = [.. whole.ToSend];
            CallReport<RemindFlowRecord> report = whole.Report;
            IReadOnlyList<Batch<RemindFlowRecord>> calls = whole.Split(size, New);

            Assert.Equal(all, calls.SelectMany(call => call.Records));
            Assert.Equal(toSend, calls.SelectMany(call => call.ToSend));
            Assert.Equal(toSend.Chunk(size).Select(chunk => chunk.Length).DefaultIfEmpty(0), calls.Select(call => call.ToSend.Count));
            Assert.Same(report, calls[^1].Report);
            Assert.Equal(calls.Count, calls.Select(call => call.Report).Distinct().Count());
            Assert.All(calls, call => Assert.Subset(call.Records.ToHashSet(), call.ToSend.ToHashSet()));
        });

    [Fact]
    public void Errors_come_in_the_order_of_their_items_and_those_of_the_whole_run_first()
    {
        string[] ids = Ids.Take(4);
        Batch<RemindFlowRecord> batch = New();
        foreach (string id in ids) batch.Add(new RemindFlowRecord(id), send: true);
        foreach (string[] about in (string[][])[[ids[2], ids[3]], [ids[1]], [], [ids[0]]])
            batch.Report.Add(new CallFault(ErrorId.LimitExceeded, Remedy.Fail, "m"), about);
        Assert.Equal([0, 1, 1, 2], batch.OrderedErrors().Select(error => error.Ids.Count));
        Assert.Equal([ids[0], ids[1], ids[2]], batch.OrderedErrors().Skip(1).Select(error => error.Ids[0]));
    }

    [Fact]
    public void Two_errors_are_in_order_as_well()
    {
        string[] ids = Ids.Take(2);
        Batch<RemindFlowRecord> batch = New();
        foreach (string id in ids) batch.Add(new RemindFlowRecord(id), send: true);
        foreach (string id in ids.Reverse()) batch.Report.Add(new CallFault(ErrorId.LimitExceeded, Remedy.Fail, "m"), [id]);
        Assert.Equal(ids, batch.OrderedErrors().Select(error => error.Ids[0]));
    }

    [Fact]
    public void What_is_decided_before_any_call_shares_one_error_for_doubt_and_one_for_invalid_ids()
    {
        Batch<RemindFlowRecord> batch = New();
        Assert.False(batch.HasErrors);
        string[] ids = Ids.Take(6);
        foreach (string id in ids.Take(2)) batch.AddKnown(new RemindFlowRecord(id) { Outcome = RemindOutcome.Unknown });
        batch.AddKnown(new RemindFlowRecord(ids[2]) { Outcome = RemindOutcome.Reminded });
        Assert.True(batch.HasErrors);
        Assert.Equal(2, batch.UnknownCount);
        foreach (string id in ids.Skip(3)) batch.AddInvalid(new RemindFlowRecord(id), Invalid);

        batch.ReportDecided();

        Assert.Equal([ErrorId.UnknownInCheckpoint, ErrorId.InvalidFlowId], batch.Report.Errors.Select(error => error.ErrorId));
        Assert.Equal([ids[..2], ids[3..]], batch.Report.Errors.Select(error => error.Ids));
        Assert.Equal(ids, batch.Records.Select(record => record.FlowId));
        Assert.Empty(batch.ToSend);
    }

    [Fact]
    public void Invalid_ids_alone_are_errors_too()
    {
        Batch<RemindFlowRecord> batch = New();
        batch.AddInvalid(new RemindFlowRecord("a b"), Invalid);
        Assert.True(batch.HasErrors);
        batch.ReportDecided();
        Assert.Equal(["a b"], Assert.Single(batch.Report.Errors).Ids);
        Assert.Equal(ErrorId.InvalidFlowId, batch.Records[0].ErrorId);
    }

    [Fact]
    public void Declined_items_leave_the_output_and_decided_ones_stay()
    {
        Batch<RemindFlowRecord> batch = New();
        batch.Add(new RemindFlowRecord("sent"), send: true);
        batch.AddKnown(new RemindFlowRecord("known"));
        batch.Decline();
        Assert.Empty(batch.ToSend);
        Assert.Equal("known", Assert.Single(batch.Records).FlowId);
    }

    private static Batch<RemindFlowRecord> New() => new(new(new RunSignals(), ids => "", ErrorTexts.General), 4);
}
