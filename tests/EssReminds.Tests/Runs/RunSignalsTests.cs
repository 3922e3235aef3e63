using System;
using System.Collections.Generic;
using EssReminds.Runs;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>Notices of a run's tasks, which the pipeline's thread delivers.</summary>
public class RunSignalsTests
{
    private readonly Output _output = new();

    [Fact]
    public void Notices_are_delivered_in_the_order_in_which_they_were_given_and_once()
    {
        var signals = new RunSignals();
        signals.Warn("first");
        signals.Detail(() => "second");
        signals.Warn("third");
        Assert.False(signals.Deliver(_output));
        Assert.False(signals.Deliver(_output));
        Assert.Equal(["first", "second", "third"], _output.Told);
        Assert.False(signals.NoMoreCalls.IsCancellationRequested);
    }

    [Theory]
    [InlineData(StreamEffect.Asks, false)]
    [InlineData(StreamEffect.Ends, true)]
    public void A_notice_that_may_end_the_pipeline_is_held_and_no_call_starts_after_one_that_will(object effect, bool ends)
    {
        var signals = new RunSignals(stream => stream == RunStream.Warning ? (StreamEffect)effect : StreamEffect.None);
        signals.Detail(() => "detail");
        Assert.False(signals.NoMoreCalls.IsCancellationRequested);
        signals.Warn("warning");
        Assert.Equal(ends, signals.NoMoreCalls.IsCancellationRequested);
        Assert.False(signals.Interrupted.IsCancellationRequested);

        Assert.True(signals.Deliver(_output));
        Assert.True(signals.Deliver(_output));
        Assert.Equal(["detail"], _output.Told);
        signals.DeliverHeld(_output);
        signals.DeliverHeld(_output);
        Assert.Equal(["detail", "warning"], _output.Told);
        Assert.False(signals.Deliver(_output));
    }

    [Theory]
    [InlineData(StreamEffect.None, false, false)]
    [InlineData(StreamEffect.Asks, true, false)]
    [InlineData(StreamEffect.Ends, true, true)]
    public void A_write_that_may_end_the_pipeline_waits_for_the_calls_in_flight(object effect, bool waits, bool ends)
    {
        var signals = new RunSignals(_ => (StreamEffect)effect);
        Assert.Equal(waits, signals.WillWrite(RunStream.Error));
        Assert.Equal(ends, signals.NoMoreCalls.IsCancellationRequested);
    }

    [Fact]
    public void A_cause_is_warned_of_once_and_another_one_too()
    {
        var signals = new RunSignals();
        foreach (string text in (string[])["ServiceHeld", "SentAgain", "ServiceHeld", "SentAgain"]) signals.WarnOnce(text, "cause");
        signals.Deliver(_output);
        Assert.Equal(2, _output.Told.Count);
        Assert.All(_output.Told, text => Assert.Contains("cause", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_reason_to_end_a_run_is_the_one_that_is_reported()
    {
        var signals = new RunSignals();
        Assert.Null(signals.End);
        EssException first = EssException.Of(ErrorId.EndpointInvalid, "a");
        signals.EndRun(first);
        signals.EndRun(EssException.Of(ErrorId.EndpointInvalid, "b"));
        Assert.Same(first, signals.End);
        Assert.True(signals.NoMoreCalls.IsCancellationRequested);
        Assert.False(signals.Interrupted.IsCancellationRequested);
        Assert.False(signals.CallsAbandoned.IsCancellationRequested);
    }

    [Fact]
    public void Calls_in_flight_are_not_abandoned_by_an_interrupt_alone()
    {
        var signals = new RunSignals();
        signals.Interrupt();
        Assert.True(signals.NoMoreCalls.IsCancellationRequested && signals.Interrupted.IsCancellationRequested);
        Assert.False(signals.CallsAbandoned.IsCancellationRequested);
        signals.AbandonCalls();
        Assert.True(signals.CallsAbandoned.IsCancellationRequested);
        Assert.Null(signals.End);
    }

    private sealed class Output : IRunNotices
    {
        public List<string> Told { get; } = [];

        public void Warn(string text) => Told.Add(text);

        public void Detail(Func<string> text) => Told.Add(text());
    }
}
