using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using EssReminds.Actions.Lookup;
using EssReminds.Emulator;
using EssReminds.Records;
using EssReminds.Runs;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>What becomes of the items of one batch: in how many calls they go out, and what is kept of the answers.</summary>
public sealed class BatchSenderTests : BulkRunFixture
{
    [Fact]
    public void A_run_ends_when_the_service_refuses_every_item_of_three_batches_with_the_same_code()
    {
        FaultOf = _ => Faults.Error("ResourceNotFound.Flow");
        var output = new RunOutput();
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
        var output = new RunOutput();
        Assert.Null(Send(Run(output, Options(batchSize: 40, throttleLimit: 1)), Numbered[..160]));
        Assert.Equal(accepts ? 159 : 160, output.Records.Count(record => record.Outcome == RemindOutcome.Failed));
    }

    [Fact]
    public void Refusals_that_are_not_about_items_never_end_the_run_for_that()
    {
        FaultOf = _ => Faults.Error("LimitExceeded");
        Assert.Null(Send(Run(new RunOutput(), Options(batchSize: 40)), Numbered[..400]));
        Assert.Equal(10, Emulator.Stats.Calls);
    }

    [Fact]
    public void The_halves_of_a_refused_batch_find_its_culprits_and_nothing_is_sent_twice()
    {
        string[] culprits = [Numbered[3], Numbered[55]];
        FaultOf = call => call.FlowIds.Intersect(culprits).Any() ? Forbidden : null;
        var output = new RunOutput();
        Assert.Null(Send(Run(output, Options(batchSize: 50)), Numbered[..100]));
        Assert.Equal(culprits, output.Records.Where(record => record.Outcome != RemindOutcome.Reminded).Select(record => record.FlowId));
        Assert.Equal(culprits, output.Failures.SelectMany(error => error.Ids));
        Assert.Equal(1, Emulator.Book.MostRemindersOfASigner());
    }

    [Fact]
    public void After_eight_culprits_without_anything_accepted_the_rest_is_sent_one_by_one()
    {
        FaultOf = _ => Forbidden;
        Send(Run(new RunOutput(), Options(batchSize: 64, throttleLimit: 1)), Numbered[..64]);
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
        Send(Run(new RunOutput(), Options(batchSize: 4)), Numbered[..8]);
        bool[] ofSecond = [.. calls.Where(ids => ids.Length < 4).Select(ids => Array.IndexOf(Numbered, ids[0]) >= 4)];
        Assert.Equal(12, ofSecond.Length);
        Assert.Equal(1, ofSecond.Zip(ofSecond.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void A_refused_batch_that_the_end_of_the_run_keeps_from_being_searched_is_NotSent()
    {
        // The first batch to be searched ends the run, once the other has been refused, too.
        using var areRefused = new CountdownEvent(2);
        FaultOf = call =>
        {
            if (call.FlowIds.Count == 4) areRefused.Signal();
            else Assert.True(areRefused.Wait(TimeSpan.FromMinutes(1)));
            return call.FlowIds.Count == 4 ? Forbidden : NoSuchKey;
        };
        var output = new RunOutput();
        EssException end = Send(RunOverDisk(output, Options(batchSize: 4, throttleLimit: 2)), Numbered[..8])!;
        Assert.Equal(ErrorId.AuthenticationFailed, end.ErrorId);
        Assert.All(output.Records, record => Assert.Equal(RemindOutcome.Failed, record.Outcome));
        // Half of the other one was not sent, either.
        Assert.Equal(6, output.Records.Count(record => record.ErrorId == ErrorId.NotSent));
        Assert.All(Disk.Outcomes.Values, outcome => Assert.Equal(RemindOutcome.Failed, outcome));
        Assert.Equal(8, Disk.Outcomes.Count);
    }

    [Fact]
    public void A_call_that_another_ones_error_prevents_is_not_sent_and_its_items_say_so()
    {
        // The second call waits for its retry when the first ends the run.
        FaultOf = call => call.FlowIds.Contains("ends") ? NoSuchKey : Faults.Error("RequestLimitExceeded.IPLimitExceeded");
        var output = new RunOutput();
        EssException end = Send(Run(output, Options(batchSize: 1, throttleLimit: 2)), "waits", "ends")!;
        Assert.Equal(ErrorId.AuthenticationFailed, end.ErrorId);
        Assert.Equal([RemindOutcome.Failed, RemindOutcome.Failed], output.Records.Select(record => record.Outcome));
        Assert.NotNull(output.Records[0].ErrorId);
        Assert.Equal(ErrorId.AuthenticationFailed, output.Records[1].ErrorId);
    }

    [Fact]
    public void An_item_in_doubt_that_is_not_sent_after_all_is_still_the_earlier_runs()
    {
        FaultOf = _ => Unknown;
        var earlier = new RunOutput();
        Send(RunOverDisk(earlier), "a");
        using var isTaken = new ManualResetEventSlim();
        FaultOf = _ =>
        {
            Assert.True(isTaken.Wait(TimeSpan.FromMinutes(1)));
            return NoSuchKey;
        };
        // The run reports progress while the second item waits for the first call, which ends it.
        var output = new RunOutput { OnProgress = _ => { if (Emulator.Stats.InFlight > 0) isTaken.Set(); } };

        EssException end = Send(RunOverDisk(output, Options(batchSize: 1, throttleLimit: 1, resendUnknown: true)), "ends", "a")!;

        Assert.Equal(ErrorId.AuthenticationFailed, end.ErrorId);
        RemindFlowRecord record = output.Records[1];
        Assert.Equal((RemindOutcome.Unknown, true), (record.Outcome, record.FromCheckpoint));
        Assert.Equal(earlier.Records[0].Time, record.Time);
    }

    [Fact]
    public void A_call_sent_again_is_announced_again_and_its_doubt_is_counted()
    {
        int calls = 0;
        FaultOf = call => ++calls switch { 1 => Unknown, 2 => Faults.Error("RequestLimitExceeded.IPLimitExceeded"), _ => null };
        var output = new RunOutput();
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
        Send(RunOverDisk(new RunOutput(), Options(resendUnknown: true)), "a", "b");
        string[] announced = [.. Disk.Text.Split('\n').Where(line => line.Contains("\"Sending\"", StringComparison.Ordinal))];
        Assert.Equal(2, announced.Length);
        Assert.Contains("[\"a\"]", announced[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_checkpoint_reminders_are_not_counted()
    {
        var output = new RunOutput();
        Send(Run(output), "a");
        Assert.Equal(0, RemindedNow(output.Records[0]));
    }

    [Fact]
    public void Outcomes_have_the_time_of_their_answer_in_the_checkpoint()
    {
        var output = new RunOutput();
        Send(RunOverDisk(output), "a");
        string outcome = Disk.Text.Split('\n').Single(line => line.Contains("\"FlowId\"", StringComparison.Ordinal));
        Assert.Contains("\"Time\":", outcome, StringComparison.Ordinal);
        Assert.NotNull(output.Records[0].Time);
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
        var output = new FlowOutput();
        LookupSteps steps = LookupSteps.For(Connection.Caller, withSigners: true);
        using var run = new BulkRun<EssFlow>(steps.First, Connection, Options(), output, followUp: steps.Next);
        foreach (string id in ids) run.Add(id);
        run.Complete();
        return output.Flows;
    }

    private sealed class FlowOutput : IRunOutput<EssFlow>
    {
        public List<EssFlow> Flows { get; } = [];

        public StreamEffect EffectOf(RunStream stream) => StreamEffect.None;

        public bool Approve(IReadOnlyList<string> ids) => throw new InvalidOperationException();

        public void Write(EssFlow record) => Flows.Add(record);

        public void Write(EssException error)
        {
        }

        public void Warn(string text)
        {
        }

        public void Detail(Func<string> text)
        {
        }

        public void Progress(RunTotals totals)
        {
        }
    }
}
