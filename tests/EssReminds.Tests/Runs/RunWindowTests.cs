using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using EssReminds.Protocol;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>The order in which a run writes what its calls bring.</summary>
public class RunWindowTests
{
    private readonly RunTotals _totals = new();
    private readonly Output _output = new();
    private RunSignals _signals = new();

    [Fact]
    public void Records_are_written_in_input_order_as_soon_as_all_before_them_are_there()
    {
        RunWindow<RemindFlowRecord> window = Window();
        TaskCompletionSource first = Add(window, "a", "b"), second = Add(window, "c");
        second.SetResult();
        window.WriteCompleted();
        Assert.Empty(_output.Written);

        first.SetResult();
        window.WriteCompleted();
        Assert.Equal(["a", "b", "c"], _output.Written);
        Assert.Equal((0, 3), (window.Count, _totals.Done));
        Assert.True(window.Sending.IsCompleted);
        Assert.True(_output.ProgressReports > 0);
    }

    [Fact]
    public void A_batch_that_is_not_finished_holds_up_those_behind_it_and_is_waited_for()
    {
        RunWindow<RemindFlowRecord> window = Window();
        TaskCompletionSource first = Add(window, "a");
        Add(window, "b").SetResult();
        Assert.False(window.Sending.IsCompleted);
        _output.OnProgress = first.SetResult; // the window reports progress while it waits
        window.WriteOldest();
        Assert.Equal(["a"], _output.Written);
        Assert.Equal(1, window.Count);
        window.Drain();
        Assert.Equal(["a", "b"], _output.Written);
    }

    [Fact]
    public void Errors_follow_the_records_of_their_batch()
    {
        RunWindow<RemindFlowRecord> window = Window();
        Add(window, failing: true, "a", "b").SetResult();
        Add(window, "c").SetResult();
        window.WriteCompleted();
        Assert.Equal(["a", "b", "error about a, b", "c"], _output.Written);
    }

    [Theory]
    [InlineData(StreamEffect.Asks)]
    [InlineData(StreamEffect.Ends)]
    public void An_error_that_may_end_the_pipeline_follows_everything_in_flight(object effect)
    {
        _signals = new RunSignals(stream => stream == RunStream.Error ? (StreamEffect)effect : StreamEffect.None);
        RunWindow<RemindFlowRecord> window = Window();
        Add(window, failing: true, "a").SetResult();
        TaskCompletionSource second = Add(window, "b");
        _output.OnProgress = () => second.TrySetResult();
        window.WriteCompleted();
        // Where it ends the pipeline the run finishes by itself; the user may be asked only when nothing is in flight.
        if ((StreamEffect)effect == StreamEffect.Ends) window.Drain();
        Assert.Equal(["a", "b", "error about a"], _output.Written);
        window.Drain();
        Assert.Equal(3, _output.Written.Count);
    }

    [Fact]
    public void A_warning_that_may_end_the_pipeline_follows_everything_in_flight_and_comes_before_errors()
    {
        _signals = new RunSignals(stream => stream == RunStream.Detail ? StreamEffect.None : StreamEffect.Asks);
        RunWindow<RemindFlowRecord> window = Window();
        TaskCompletionSource first = Add(window, failing: true, "a");
        _signals.Warn("warning");
        _output.OnProgress = () => first.TrySetResult();
        window.WriteCompleted();
        Assert.Equal(["a", "warning", "error about a"], _output.Written);
        window.WriteCompleted();
        Assert.Equal(3, _output.Written.Count);
    }

    [Fact]
    public void Notices_are_delivered_while_nothing_else_happens()
    {
        RunWindow<RemindFlowRecord> window = Window();
        _signals.Warn("warning");
        window.WriteCompleted();
        Assert.Equal(["warning"], _output.Written);
    }

    [Fact]
    public void What_arrives_during_another_wait_is_written()
    {
        RunWindow<RemindFlowRecord> window = Window();
        TaskCompletionSource first = Add(window, "a");
        int waits = 0;
        window.WriteWhile(_ =>
        {
            if (waits++ == 0) first.SetResult();
            return waits == 3;
        });
        Assert.Equal(3, waits);
        Assert.Equal(["a"], _output.Written);
    }

    [Fact]
    public void A_wait_ends_when_the_pipeline_does()
    {
        RunWindow<RemindFlowRecord> window = Window();
        Add(window, "a");
        _output.OnProgress = _signals.Interrupt;
        Assert.ThrowsAny<OperationCanceledException>(window.WriteOldest);
        Assert.Empty(_output.Written);
        Assert.Equal(1, window.Count);
    }

    [Fact]
    public void A_look_up_that_was_not_sent_has_no_record_and_is_counted_among_the_unanswered()
    {
        var window = new RunWindow<EssFlow>(_signals, _totals, _output, new TestClock());
        var report = new CallReport<EssFlow>(_signals, ids => "", ErrorTexts.General);
        var batch = new Batch<EssFlow>(report, 2);
        EssFlow[] flows = [new EssFlow("notSent"), new EssFlow("failed")];
        foreach (EssFlow flow in flows) batch.Add(flow, send: true);
        report.Mark(flows[..1], new CallFault(ErrorId.NotSent, Remedy.Fail, "m"));
        report.Mark(flows[1..], new CallFault(ErrorId.LookupFailed, Remedy.Fail, "m"));
        window.Add(batch);
        window.WriteCompleted();
        Assert.Empty(_output.Written);
        Assert.Equal(2, _totals.Done);
        Assert.Null(window.EndOfRun(report.ErrorOf));
        _signals.EndRun(EssException.Of(ErrorId.EndpointInvalid, "a").About(["failed"]));
        Assert.Equal(["failed", "notSent"], window.EndOfRun(report.ErrorOf)!.Ids);
    }

    [Fact]
    public void Calls_that_were_stopped_for_a_write_that_did_not_end_the_pipeline_are_reported_by_the_end_of_the_run()
    {
        _signals = new RunSignals(_ => StreamEffect.Ends);
        RunWindow<RemindFlowRecord> window = Window();
        _signals.Warn("warning");
        var report = new CallReport<RemindFlowRecord>(_signals, ids => $"{ids.Count} flow", ErrorTexts.General);
        var batch = new Batch<RemindFlowRecord>(report, 1);
        batch.Add(new RemindFlowRecord("a"), send: true);
        report.Mark(batch.Records, new CallFault(ErrorId.NotSent, Remedy.Fail, "m"));
        window.Add(batch);
        window.Drain();
        EssException end = window.EndOfRun(report.ErrorOf)!;
        Assert.Equal((ErrorId.NotSent, "a"), (end.ErrorId, Assert.Single(end.Ids)));
        Assert.StartsWith("Not sent: 1 flow.", end.Message, StringComparison.Ordinal);
        _signals.Interrupt();
        Assert.Null(window.EndOfRun(report.ErrorOf));
    }

    private RunWindow<RemindFlowRecord> Window() => new(_signals, _totals, _output, new TestClock());

    private TaskCompletionSource Add(RunWindow<RemindFlowRecord> window, params string[] ids) => Add(window, failing: false, ids);

    private TaskCompletionSource Add(RunWindow<RemindFlowRecord> window, bool failing, params string[] ids)
    {
        var sending = new TaskCompletionSource();
        var batch = new Batch<RemindFlowRecord>(new(_signals, ids => "", ErrorTexts.General), ids.Length) { Sending = sending.Task };
        foreach (string id in ids) batch.Add(new RemindFlowRecord(id), send: true);
        if (failing) batch.Report.Fail(batch.Records, new CallFault(ErrorId.LimitExceeded, Remedy.Fail, "m"));
        window.Add(batch);
        return sending;
    }

    private sealed class Output : IRunOutput<RemindFlowRecord>, IRunOutput<EssFlow>
    {
        public List<string> Written { get; } = [];

        public int ProgressReports { get; private set; }

        /// <summary>Called once, with the next report of progress.</summary>
        public Action? OnProgress { get; set; }

        public StreamEffect EffectOf(RunStream stream) => throw new InvalidOperationException();

        public bool Approve(IReadOnlyList<string> ids) => throw new InvalidOperationException();

        public void Write(RemindFlowRecord record) => Written.Add(record.FlowId);

        public void Write(EssFlow record) => Written.Add(record.FlowId);

        public void Write(EssException error) => Written.Add("error about " + string.Join(", ", error.Ids));

        public void Warn(string text) => Written.Add(text);

        public void Detail(Func<string> text) => Written.Add(text());

        public void Progress(RunTotals totals)
        {
            ProgressReports++;
            Action? next = OnProgress;
            OnProgress = null;
            next?.Invoke();
        }
    }
}
