using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Emulator;
using EssReminds.Protocol;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>What calls learn from each other about whether the service is up.</summary>
public sealed class CallWatchTests : CallSenderFixture
{
    private static readonly CallFault Lost = new(ErrorId.OutcomeUnknown, Remedy.Unknown, "lost");
    private static readonly CallFault NoFlows = new(ErrorId.InvalidRequest, Remedy.Halve, "no flows", "MissingParameter.FlowId");

    [Theory]
    [InlineData(null, true)]
    [InlineData("error:OperationDenied.Forbid", true)]
    [InlineData("rate-limit", true)]
    [InlineData("html", false)]
    [InlineData("reset-after-carrying-out", false)]
    public async Task An_answer_of_the_service_spares_the_next_run_its_first_probe(string? fault, bool spared)
    {
        FaultOf = _ => fault is null ? null : Faults.Named(fault);
        Assert.False(Connection.HasJustAnswered);
        await SendAsync(new CallPlan(), maximumRetries: 0);
        Assert.Equal(spared, Connection.HasJustAnswered);
        Assert.Equal(!spared, Watch.IsHolding);
    }

    [Fact]
    public async Task A_call_that_is_given_up_says_nothing_about_the_service()
    {
        FaultOf = _ =>
        {
            Signals.AbandonCalls();
            return Faults.Named("hang");
        };
        var call = new CallPlan();
        Assert.Equal(Remedy.Unknown, (await SendAsync(call)).Fault!.Remedy);
        Assert.Single(call.Doubts);
        Assert.False(Watch.IsHolding);
        Assert.Empty(Notices.Of(Signals).Warnings);
    }

    [Fact]
    public async Task An_answer_to_a_call_that_was_sent_later_ends_the_wait_for_the_service()
    {
        var answered = new TaskCompletionSource();
        FaultOf = _ => Faults.HoldUntil(answered.Task);
        long before = Clock.Ticks;
        Task<CallResult> call = SendAsync(new CallPlan());
        Watch.Doubt(Lost, before);
        Assert.True(Watch.IsHolding);
        answered.SetResult();
        await call;
        Assert.False(Watch.IsHolding);
    }

    [Fact]
    public async Task While_the_service_is_in_doubt_a_call_is_neither_announced_nor_sent()
    {
        Watch.Doubt(Lost, Clock.Ticks);
        var call = new CallPlan();
        Task<CallResult> sending = SendAsync(call);
        Assert.Equal((0, 0), (call.Announced, Keys.Gets));

        Probe.SetResult(new CallResult(NoFlows));
        Assert.Null((await sending).Fault);
        Assert.Equal((1, 1), (call.Announced, Totals.Calls));
    }

    [Fact]
    public async Task A_call_whose_permit_comes_while_the_service_is_in_doubt_gives_it_back_and_waits()
    {
        var sent = new TaskCompletionSource();
        var wasHolding = new ConcurrentQueue<bool>();
        Keys.OnGet = () =>
        {
            wasHolding.Enqueue(Watch.IsHolding);
            return sent.Task; // until the first call is sent, the second waits for its permit
        };
        Task<CallResult> first = SendAsync(new CallPlan()), second = SendAsync(new CallPlan());
        Watch.Doubt(Lost, Clock.Ticks);
        sent.SetResult();
        Assert.Null((await first).Fault);
        RateGate gate = Connection.Account.GateOf("CreateFlowReminds");
        gate.Return(await gate.WaitAsync(again: false, default)); // the second call has had its turn before this
        Assert.True(Watch.IsHolding);
        Assert.False(second.IsCompleted);
        Assert.Equal(1, Keys.Gets);

        Probe.SetResult(new CallResult(NoFlows));
        Assert.Null((await second).Fault);
        Assert.Equal(2, Totals.Calls);
        Assert.Equal([false, false], wasHolding);
    }

    [Fact]
    public async Task A_call_that_waits_for_the_service_is_not_sent_once_the_run_is_stopped()
    {
        Watch.Doubt(Lost, Clock.Ticks);
        var call = new CallPlan();
        Task<CallResult> sending = SendAsync(call);
        Signals.Interrupt();
        CallFault fault = (await sending).Fault!;
        Assert.Equal((ErrorId.NotSent, Remedy.Fail), (fault.ErrorId, fault.Remedy));
        Assert.Equal((0, 0), (call.Announced, Totals.Calls));
    }

    [Fact]
    public async Task A_Retry_After_header_holds_all_calls()
    {
        FaultOf = _ => Faults.RetryAfter(TimeSpan.FromMinutes(1));
        await SendAsync(new CallPlan(), maximumRetries: 0);
        Task<CallPermit> next = Connection.Account.GateOf("CreateFlowReminds").WaitAsync(again: true, Signals.NoMoreCalls);
        Assert.False(next.IsCompleted);
        Signals.Interrupt();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }
}
