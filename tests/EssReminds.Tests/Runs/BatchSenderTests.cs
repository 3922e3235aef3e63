using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using EssReminds.Actions.Lookup;
using EssReminds.Emulator;
using EssReminds.Records;
using EssReminds.Runs;
using Xunit;
using Output = EssReminds.Tests.Runs.CollectedOutput<EssReminds.RemindFlowRecord>;

namespace EssReminds.Tests.Runs;

/// <summary>What becomes of the items of one batch: in how many calls they go out, and what is kept of the answers.</summary>
public sealed class BatchSenderTests : BulkRunFixture
{
    [Fact]
    public void A_run_ends_when_the_service_refuses_every_item_of_three_batches_with_the_same_code()
    {
        FaultOf = _ => Faults.Error("ResourceNotFound.Flow");
        var output = new Output();
        EssException end = Send(Run(output, Options(batchSize: 40, throttleLimit: 1)), Numbered[..400])!;
        Assert.Equal((ErrorId.AllRefused, "ResourceNotFound.Flow"), (end.ErrorId, end.ServiceCode));
        Assert.Contains("120", end.Message, StringComparison.Ordinal);
        Assert.Equal(120, output.Records.Count(record => record.ErrorCode == "ResourceNotFound.Flow"));
        Assert.Equal(120, output.Failures.SelectMany(error => error.Ids).Distinct().Count());
        Assert.Contains(output.Records[0].ErrorMessage!.TrimEnd('.', '。'), end.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_run_in_which_anything_was_accepted_or_codes_differ_does_not_end(bool accepts, bool differs)
    {
        FaultOf = call =>
        {
            if (accepts && call.FlowIds.Contains(Numbered[0])) return call.FlowIds.Count == 1 ? null : Forbidden;
            bool other = differs && call.FlowIds is [{ } id] && Array.IndexOf(Numbered, id) % 40 == 7;
            return Faults.Error(other ? "OperationDenied.FlowStatusForbid" : "ResourceNotFound.Flow");
        };
        var output = new Output();
        Assert.Null(Send(Run(output, Options(batchSize: 40, throttleLimit: 1)), Numbered[..160]));
        Assert.Equal(accepts ? 159 : 160, output.Records.Count(record => record.Outcome == RemindOutcome.Failed));
    }

    [Fact]
    public void Refusals_that_are_not_about_items_never_end_the_run_for_that()
    {
        FaultOf = _ => Faults.Error("LimitExceeded");
        Assert.Null(Send(Run(new Output(), Options(batchSize: 40)), Numbered[..400]));
        Assert.Equal(10, Emulator.Stats.Calls);
    }

    [Fact]
    public void The_halves_of_a_refused_batch_find_its_culprits_and_nothing_is_sent_twice()
    {
        string[] culprits = [Numbered[3], Numbered[55]];
        FaultOf = call => call.FlowIds.Intersect(culprits).Any() ? Forbidden : null;
        var output = new Output();
        Assert.Null(Send(Run(output, Options(batchSize: 50)), Numbered[..100]));
        Assert.Equal(culprits, output.Records.Where(record => record.Outcome != RemindOutcome.Reminded).Select(record => record.FlowId));
        Assert.Equal(culprits, output.Failures.SelectMany(error => error.Ids));
        Assert.Equal(1, Emulator.Book.MostRemindersOfASigner());
    }

    [Fact]
    public void After_eight_culprits_without_anything_accepted_the_rest_is_sent_one_by_one()
    {
        FaultOf = _ => Forbidden;
        Send(Run(new Output(), Options(batchSize: 64, throttleLimit: 1)), Numbered[..64]);
        // Halving to the end would take 127 calls.
        Assert.InRange(Emulator.Stats.Calls, 64, 90);
    }

    [Fact]
    public void Until_something_is_accepted_one_refused_batch_is_searched_after_the_other()
    {
        var calls = new ConcurrentQueue<string[]>();
        FaultOf = call =>
        {
            calls.Enqueue([.. call.FlowIds]);
            return Forbidden;
        };
        Send(Run(new Output(), Options(batchSize: 4)), Numbered[..8]);
        bool[] ofSecond = [.. calls.Where(ids => ids.Length < 4).Select(ids => Array.IndexOf(Numbered, ids[0]) >= 4)];
        Assert.Equal(12, ofSecond.Length);
        Assert.Equal(1, ofSecond.Zip(ofSecond.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void A_refused_batch_that_the_end_of_the_run_keeps_from_being_searched_is_NotSent()
    {
        // Both batches are refused at the same time. Half of the one that is searched ends the run; its other half is answered once all
        // else is in the checkpoint.
        TimeSpan limit = TimeSpan.FromMinutes(1);
        using CountdownEvent areRefused = new(2), areSearched = new(2);
        int halves = 0;
        FaultOf = call =>
        {
            CountdownEvent together = call.FlowIds.Count == 4 ? areRefused : areSearched;
            together.Signal();
            Assert.True(together.Wait(limit));
            if (call.FlowIds.Count == 4) return Forbidden;
            if (Interlocked.Increment(ref halves) == 2) Assert.True(SpinWait.SpinUntil(() => Disk.Outcomes.Count == 6, limit));
            return NoSuchKey;
        };
        var output = new Output();
        EssException end = Send(RunOverDisk(output, Options(batchSize: 4, throttleLimit: 3)), Numbered[..8])!;
        Assert.Equal(ErrorId.AuthenticationFailed, end.ErrorId);
        Assert.All(output.Records, record => Assert.Equal(RemindOutcome.Failed, record.Outcome));
        Assert.Equal(4, output.Records.Count(record => record.ErrorId == ErrorId.NotSent));
        Assert.All(Disk.Outcomes.Values, outcome => Assert.Equal(RemindOutcome.Failed, outcome));
        Assert.Equal(8, Disk.Outcomes.Count);
    }

    [Fact]
    public void A_call_that_another_ones_error_prevents_is_not_sent_and_its_items_say_so()
    {
        // The first call waits for the minute that the service asks for when the second ends the run.
        using var waits = new ManualResetEventSlim();
        FaultOf = call =>
        {
            if (call.FlowIds.Contains("waits")) waits.Set();
            else Assert.True(waits.Wait(TimeSpan.FromMinutes(1)));
            return call.FlowIds.Contains("waits") ? Faults.RetryAfter(TimeSpan.FromMinutes(1)) : NoSuchKey;
        };
        var output = new Output();
        EssException end = Send(Run(output, Options(batchSize: 1, throttleLimit: 2)), "waits", "ends")!;
        Assert.Equal(ErrorId.AuthenticationFailed, end.ErrorId);
        Assert.All(output.Records, record => Assert.Equal(RemindOutcome.Failed, record.Outcome));
        Assert.Equal([ErrorId.NotSent, ErrorId.AuthenticationFailed], output.Records.Select(record => record.ErrorId));
    }

    [Fact]
    public void An_item_in_doubt_that_is_not_sent_after_all_is_still_the_earlier_runs()
    {
        FaultOf = _ => Unknown;
        var earlier = new Output();
        Send(RunOverDisk(earlier), "a");
        using var isTaken = new ManualResetEventSlim();
        FaultOf = _ =>
        {
            Assert.True(isTaken.Wait(TimeSpan.FromMinutes(1)));
            return NoSuchKey;
        };
        // The run reports progress while the second item waits for the first call, which ends it.
        var output = new Output { OnProgress = _ => { if (Emulator.Stats.InFlight > 0) isTaken.Set(); } };

        EssException end = Send(RunOverDisk(output, Options(batchSize: 1, throttleLimit: 1, resendUnknown: true)), "ends", "a")!;

        Assert.Equal(ErrorId.AuthenticationFailed, end.ErrorId);
        RemindFlowRecord record = output.Records[1];
        Assert.Equal((RemindOutcome.Unknown, true), (record.Outcome, record.FromCheckpoint));
        Assert.Equal(earlier.Records[0].Time, record.Time);
    }

    [Fact]
    public void An_item_in_doubt_whose_key_cannot_be_had_is_still_the_earlier_runs()
    {
        FaultOf = _ => Unknown;
        var earlier = new Output();
        Send(RunOverDisk(earlier), "a");
        var output = new Output();
        BulkRun<RemindFlowRecord> run = RunOverDisk(output, Options(resendUnknown: true));
        Connection.Close(); // signing fails from now on

        Assert.Equal(ErrorId.Disconnected, Send(run, "a")!.ErrorId);

        Assert.Equal((RemindOutcome.Unknown, true), (output.Records[0].Outcome, output.Records[0].FromCheckpoint));
        Assert.Equal(earlier.Records[0].Time, output.Records[0].Time);
    }

    [Fact]
    public void A_call_sent_again_is_announced_again_and_its_doubt_is_counted()
    {
        int calls = 0;
        FaultOf = call => ++calls switch { 1 => Unknown, 2 => Faults.Error("RequestLimitExceeded.IPLimitExceeded"), _ => null };
        var output = new Output();
        Assert.Null(Send(RunOverDisk(output, Options(resendUnknown: true)), "a", "b"));
        Assert.All(output.Records, record => Assert.Equal(RemindOutcome.Reminded, record.Outcome));
        // Once before the first call, and once before the call that may remind again; a refusal in between changes nothing.
        Assert.Equal(2, Disk.Text.Split('\n').Count(line => line.Contains("\"Sending\"", StringComparison.Ordinal)));
        Assert.All(output.Records, record => Assert.Equal(2, RemindedNow(record)));
    }

    [Fact]
    public void A_part_of_a_batch_that_is_sent_again_is_announced_alone()
    {
        int calls = 0;
        FaultOf = call => call.FlowIds switch
        {
            ["a", "b"] => Forbidden,
            ["a"] => ++calls == 1 ? Unknown : null,
            _ => null,
        };
        Send(RunOverDisk(new Output(), Options(resendUnknown: true)), "a", "b");
        string[] announced = [.. Disk.Text.Split('\n').Where(line => line.Contains("\"Sending\"", StringComparison.Ordinal))];
        Assert.Equal(2, announced.Length);
        Assert.Contains("[\"a\"]", announced[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_checkpoint_reminders_are_not_counted()
    {
        var output = new Output();
        Send(Run(output), "a");
        Assert.Equal(0, RemindedNow(output.Records[0]));
    }

    [Fact]
    public void Outcomes_have_the_time_of_their_answer_in_the_checkpoint()
    {
        var output = new Output();
        Send(RunOverDisk(output), "a");
        string outcome = Disk.Text.Split('\n').Single(line => line.Contains("\"FlowId\"", StringComparison.Ordinal));
        string time = output.Records[0].Time!.Value.ToUniversalTime().ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Assert.Contains(time, outcome, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FlowStatus.Waiting, 2)]
    [InlineData(FlowStatus.Signed, 1)]
    public void A_follow_up_asks_for_the_items_that_need_it_and_makes_no_call_without_one(FlowStatus status, int calls)
    {
        foreach (string id in (string[])["a", "b"]) Emulator.Book.Add(new Flow { FlowId = id, Status = status });
        Assert.Equal(["a", "b"], Look("a", "b").Select(flow => flow.FlowId));
        Assert.Equal(calls, Emulator.Stats.Calls);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    public void Items_that_an_answer_leaves_out_are_asked_for_once_more(int times, int calls)
    {
        int first = 0;
        FaultOf = call => call.Action == "DescribeFlowBriefs" && ++first <= times ? Faults.Named("drop-record") : null;
        var flows = Look("a", "b", "c");
        Assert.Equal(4 - times, flows.Count);
        Assert.Equal(calls - (times - 1), Emulator.Stats.Calls);
    }

    private static int RemindedNow(IItemRecord record) => record.History?.RemindedNow ?? 0;

    private List<EssFlow> Look(params string[] ids)
    {
        var output = new CollectedOutput<EssFlow>();
        LookupSteps steps = LookupSteps.For(Connection.Caller, withSigners: true);
        using var run = new BulkRun<EssFlow>(steps.First, Connection, Options(), output, followUp: steps.Next);
        foreach (string id in ids) run.Add(id);
        run.Complete();
        return output.Records;
    }
}
