using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Emulator;
using EssReminds.Protocol;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;
using ServiceAction = EssReminds.Protocol.ServiceAction;
using Output = EssReminds.Tests.Runs.CollectedOutput<EssReminds.RemindFlowRecord>;

namespace EssReminds.Tests.Runs;

/// <summary>How a run takes items in: when a batch is full, how many wait, and what becomes of what is left.</summary>
public sealed class BulkRunTests : BulkRunFixture
{
    [Fact]
    public async Task A_batch_is_sent_as_soon_as_it_is_full_and_the_rest_at_the_end()
    {
        var output = new Output();
        using BulkRun<RemindFlowRecord> run = Run(output);
        foreach (string id in Numbered[..9]) run.Add(id);
        Assert.Equal(0, Emulator.Stats.Calls);
        run.Add(Numbered[9]);
        await Until.Holds(() => Emulator.Stats.CarriedOut == 1);
        foreach (string id in Numbered[10..15]) run.Add(id);
        run.Complete();
        Assert.Equal(2, Emulator.Stats.Calls);
        Assert.Equal(Numbered[..15], output.Records.Select(record => record.FlowId));
        Assert.Equal((15, 15, 2), (run.Totals.Known, run.Totals.Done, run.Totals.Calls));
    }

    [Fact]
    public async Task A_call_without_an_answer_holds_up_four_batches_for_each_call_that_may_be_in_flight()
    {
        var first = new TaskCompletionSource();
        FaultOf = call => call.FlowIds.Contains(Numbered[0]) ? Faults.HoldUntil(first.Task) : null;
        // The ninth of batches of one waits for the first.
        IReadOnlyList<string> written = await WaitingAt(known: 9, Options(batchSize: 1, throttleLimit: 2), Numbered[..30], first);
        Assert.Equal(Numbered[..30], written);
    }

    [Fact]
    public async Task Items_that_the_checkpoint_knows_are_written_at_once_unless_one_before_them_waits()
    {
        Send(RunOverDisk(new Output()), Numbered[..2000]);
        var output = new Output();
        using BulkRun<RemindFlowRecord> run = RunOverDisk(output);
        run.Add(Numbered[0]);
        Assert.Equal(Numbered[0], Assert.Single(output.Records).FlowId);

        long before = Emulator.Stats.Calls;
        run.Add("new");
        foreach (string id in Numbered[1..999]) run.Add(id);
        Assert.Single(output.Records);
        Assert.Equal(before, Emulator.Stats.Calls);
        run.Add(Numbered[999]); // a thousand behind each other: the batch is sent although it is not full
        await Until.Holds(() => Emulator.Stats.CarriedOut == before + 1);
        run.Complete();
        Assert.Equal([Numbered[0], "new", .. Numbered[1..1000]], output.Records.Select(record => record.FlowId));
    }

    [Fact]
    public void An_item_in_doubt_keeps_its_doubt_when_it_is_sent_again_and_refused()
    {
        FaultOf = _ => Unknown;
        Send(RunOverDisk(new Output()), "a");
        FaultOf = _ => Forbidden;
        var output = new Output();
        Send(RunOverDisk(output, Options(resendUnknown: true)), "a");
        Assert.Equal(RemindOutcome.Unknown, Assert.Single(output.Records).Outcome);
    }

    [Fact]
    public void Repeats_are_mentioned_and_not_sent()
    {
        var output = new Output();
        using BulkRun<RemindFlowRecord> run = Run(output);
        Assert.False(run.WasGiven("a"));
        foreach (string id in (string[])["a", "b", "a"]) run.Add(id);
        run.Complete();
        Assert.True(run.WasGiven("a"));
        Assert.Equal(["a", "b"], output.Records.Select(record => record.FlowId));
        Assert.Single(output.Details, text => !text.Contains("RequestId", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_are_written_while_nothing_but_repeats_comes_in()
    {
        var output = new Output();
        using BulkRun<RemindFlowRecord> run = Run(output);
        foreach (string id in Numbered[..10]) run.Add(id);
        await Until.Holds(() =>
        {
            run.Add(Numbered[0]);
            return output.Records.Count == 10;
        });
        run.Complete();
        Assert.Equal(1, Emulator.Stats.Calls);
    }

    [Fact]
    public void A_checkpoint_that_can_no_longer_be_read_ends_the_run()
    {
        Send(RunOverDisk(new Output()), "a", "b");
        var output = new Output();
        using BulkRun<RemindFlowRecord> run = RunOverDisk(output);
        Disk.OnRead = () => throw new System.IO.IOException("The disk is gone.");
        EssException end = Assert.Throws<EssException>(() =>
        {
            run.Add("a");
            run.Complete();
        });
        Disk.OnRead = () => { };
        Assert.Equal((ErrorId.CheckpointNotReadable, "a"), (end.ErrorId, Assert.Single(end.Ids)));
        Assert.Equal(2, Emulator.Stats.FlowsReminded);
    }

    [Fact]
    public void What_the_user_declines_is_neither_sent_nor_written()
    {
        var output = new Output { OnApprove = ids => !ids.Contains(Numbered[12]) };
        Send(Run(output), Numbered[..30]);
        Assert.Equal([.. Numbered[..10], .. Numbered[20..30]], output.Records.Select(record => record.FlowId));
        Assert.Equal(20, Emulator.Stats.FlowsReminded);
    }

    [Fact]
    public async Task After_the_end_of_a_run_what_was_taken_in_is_NotSent_and_written()
    {
        FaultOf = _ => NoSuchKey;
        var output = new Output();
        using BulkRun<RemindFlowRecord> run = Run(output, Options(batchSize: 100));
        run.Add("not valid", isValid: false);
        foreach (string id in Numbered[..100]) run.Add(id);
        run.Add("not valid, either", isValid: false);
        int given = 100;
        EssException? end = null;
        await Until.Holds(() => (end = Record.Exception(() => run.Add(Numbered[given++])) as EssException) is not null);
        Assert.Equal(ErrorId.AuthenticationFailed, end!.ErrorId);
        Assert.Equal(
            ["not valid", .. Numbered[..100], "not valid, either", .. Numbered[100..given]],
            output.Records.Select(record => record.FlowId));
        Assert.All(output.Records, record => Assert.Equal(RemindOutcome.Failed, record.Outcome));
        Assert.Equal((ErrorId.AuthenticationFailed, ErrorId.NotSent), (output.Records[1].ErrorId, output.Records[^1].ErrorId));
        Assert.Equal(["not valid", "not valid, either"], output.Failures.SelectMany(error => error.Ids));
    }

    [Fact]
    public void An_invalid_id_whose_error_ends_the_pipeline_lets_no_call_start()
    {
        var output = new Output { Effect = stream => stream == RunStream.Error ? StreamEffect.Ends : StreamEffect.None };
        using BulkRun<RemindFlowRecord> run = Run(output);
        run.Add("a");
        // The engine throws when the error is written. Where it does not, the run says itself what became of its items.
        EssException end = Assert.Throws<EssException>(() => run.Add("not valid", isValid: false));
        Assert.Equal((ErrorId.NotSent, "a"), (end.ErrorId, Assert.Single(end.Ids)));
        Assert.Equal([ErrorId.NotSent, ErrorId.InvalidFlowId], output.Records.Select(record => record.ErrorId));
        Assert.Equal(0, Emulator.Stats.Calls);
    }

    [Theory]
    [InlineData(false, RemindOutcome.Unknown, ErrorId.OutcomeUnknown)]
    [InlineData(true, RemindOutcome.Failed, ErrorId.LookupFailed)]
    public void A_bug_of_ours_while_an_answer_is_read_leaves_in_doubt_what_was_more_than_read(
        bool isRead, string outcome, string errorId)
    {
        var output = new Output();
        var action = new Altered(Reminding) { IsRead = isRead, OnRead = () => throw new InvalidOperationException("bug") };
        Send(Run(output, action: action), "a");
        Assert.Equal((outcome, errorId), (output.Records[0].Outcome, output.Records[0].ErrorId));
        Assert.Contains("bug", Assert.Single(output.Failures).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_service_is_probed_before_the_first_call_unless_it_has_just_answered(bool hasJustAnswered)
    {
        if (hasJustAnswered) Connection.NoteAnswer();
        int probes = 0;
        FaultOf = call =>
        {
            if (call.FlowIds.Count == 0) probes++;
            return null;
        };
        BulkRun<RemindFlowRecord> idle = Run(new Output()), run = Run(new Output());
        idle.AskFirst();
        idle.Add("not valid", isValid: false);
        Send(idle);
        Assert.Equal(0, probes); // there was nothing to send
        run.AskFirst();
        Send(run, Numbered[..15]);
        Assert.Equal(hasJustAnswered ? 0 : 1, probes);
        Assert.Equal(15, Emulator.Stats.FlowsReminded);
    }

    [Fact]
    public void An_action_may_be_approved_for_more_items_than_a_call_takes()
    {
        var asked = new List<int>();
        var output = new Output { OnApprove = ids => { asked.Add(ids.Count); return true; } };
        Send(Run(output, action: new Altered(Reminding) { ItemsPerApproval = 30 }), Numbered[..70]);
        Assert.Equal([30, 30, 10], asked);
        Assert.Equal(7, Emulator.Stats.Calls);
    }

    [Fact]
    public void A_run_that_only_reads_asks_neither_the_user_nor_the_service_first()
    {
        BulkRun<RemindFlowRecord> run = Run(new Output { OnApprove = _ => false }, action: new Altered(Reminding) { IsRead = true });
        run.AskFirst();
        Send(run, Numbered[..15]);
        Assert.Equal((2, 15), (Emulator.Stats.Calls, Emulator.Stats.FlowsReminded));
    }

    [Fact]
    public async Task No_more_calls_are_in_flight_than_the_throttle_limit()
    {
        var answered = new TaskCompletionSource();
        FaultOf = _ => Faults.HoldUntil(answered.Task);
        // The fourth batch of ten waits for a place.
        IReadOnlyList<string> written = await WaitingAt(known: 40, Options(throttleLimit: 3), Numbered[..200], answered);
        Assert.Equal(Numbered[..200], written);
        Assert.InRange(Emulator.Stats.MostInFlight, 1, 3);
    }

    [Theory]
    [InlineData(StreamEffect.None)]
    [InlineData(StreamEffect.Asks)]
    public void A_notice_is_written_at_once_unless_it_may_end_the_pipeline(object effect)
    {
        var written = new List<string>();
        var output = new Output { OnRecord = record => written.Add(record.FlowId), Effect = _ => (StreamEffect)effect };
        using BulkRun<RemindFlowRecord> run = Run(output);
        foreach (string id in Numbered[..10]) run.Add(id);
        run.Tell(RunStream.Warning, () => written.Add("notice"));
        // Where the user is asked, everything in flight is written first.
        Assert.Equal("notice", written[^1]);
        Assert.Equal((StreamEffect)effect == StreamEffect.Asks ? 11 : written.Count, written.Count);
        run.Complete();
        Assert.Equal(11, written.Count);
    }

    /// <summary>Runs over ids whose calls are held, and requires that the run goes no further than to an item.</summary>
    /// <returns>What was written once the calls were released.</returns>
    private async Task<IReadOnlyList<string>> WaitingAt(int known, RunOptions options, string[] ids, TaskCompletionSource held)
    {
        int reports = 0;
        var output = new Output { OnProgress = _ => Interlocked.Increment(ref reports) };
        BulkRun<RemindFlowRecord> run = Run(output, options);
        Task<EssException?> sending = Task.Run(() => Send(run, ids));
        await Until.Holds(() => run.Totals.Known >= known);
        int before = Volatile.Read(ref reports);
        await Until.Holds(() => Volatile.Read(ref reports) >= before + 10); // a run that waits reports five times a second
        Assert.Equal(known, run.Totals.Known);
        held.SetResult();
        Assert.Null(await sending);
        return [.. output.Records.Select(record => record.FlowId)];
    }

    /// <summary>The action of reminding, except for what a test alters.</summary>
    private sealed class Altered(RemindAction reminding) : IBulkAction<RemindFlowRecord>
    {
        public int? ItemsPerApproval { get; init; }
        public bool IsRead { get; init; }

        /// <summary>Called before an answer is read.</summary>
        public Action OnRead { get; init; } = () => { };

        public ServiceAction Service => reminding.Service;
        public int MaximumItems => reminding.MaximumItems;
        public ErrorTexts Errors => reminding.Errors;

        public RemindFlowRecord NewRecord(string id) => reminding.NewRecord(id);

        public byte[] Write(IReadOnlyList<string> ids) => reminding.Write(ids);

        public IReadOnlyList<RemindFlowRecord> Read(
            AnswerBody answer, IReadOnlyList<RemindFlowRecord> records, CallReport<RemindFlowRecord> report)
        {
            OnRead();
            return reminding.Read(answer, records, report);
        }

        public void LeftOut(IReadOnlyList<RemindFlowRecord> records, string? requestId, CallReport<RemindFlowRecord> report) =>
            reminding.LeftOut(records, requestId, report);

        public string Describe(IReadOnlyList<string> ids) => reminding.Describe(ids);
    }
}
