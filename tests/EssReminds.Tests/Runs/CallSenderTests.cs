using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Protocol;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>What becomes of one call: how often it is sent, after which pauses, and what is said of it.</summary>
public sealed class CallSenderTests : CallSenderFixture
{
    private const string Refused = "RequestLimitExceeded.IPLimitExceeded";
    private const string ClockFault = "AuthFailure.SignatureExpire";
    private const string KeyFault = "AuthFailure.TokenFailure";

    [Fact]
    public async Task A_call_is_announced_sent_and_described()
    {
        FaultOf = served =>
        {
            _ = Clock.DelayAsync(TimeSpan.FromMilliseconds(123_456), default); // passes at once
            return null;
        };
        var call = new CallPlan();

        CallResult result = await SendAsync(call);

        Assert.Null(result.Fault);
        Assert.Equal((1, 0, 1, 0), (Totals.Calls, Totals.Refusals, call.Announced, call.Doubts.Count));
        Notices notices = Notices.Of(Signals);
        Assert.Empty(notices.Warnings);
        Match said = Regex.Match(Assert.Single(notices.Details), @"^flow: OK, RequestId (\S+), (\d+) ms, attempt 1$");
        Assert.Equal(result.RequestId, said.Groups[1].Value);
        Assert.InRange(int.Parse(said.Groups[2].Value, CultureInfo.InvariantCulture), 123_456, 200_000);
    }

    [Fact]
    public async Task A_call_without_a_readable_answer_is_described_by_the_error()
    {
        FaultOf = _ => Faults.Named("html");
        await SendAsync(new CallPlan());
        Assert.StartsWith(
            "flow: OutcomeUnknown, RequestId -, ", Assert.Single(Notices.Of(Signals).Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_is_sent_again_after_growing_pauses_and_one_warning()
    {
        FaultOf = served => served.Number < 3 ? Faults.Error(Refused) : null;
        var call = new CallPlan();

        CallResult result = await SendAsync(call);

        Assert.Null(result.Fault);
        Assert.Equal((3, 2, 3, 0), (Totals.Calls, Totals.Refusals, call.Announced, call.Doubts.Count));
        Assert.Equal(TimeSpan.FromMilliseconds(300), Clock.Leaped);
        Notices notices = Notices.Of(Signals);
        Assert.Contains(Refused, Assert.Single(notices.Warnings), StringComparison.Ordinal);
        string[] calls = [.. notices.Details.Where(text => text.StartsWith("flow: ", StringComparison.Ordinal))];
        Assert.Equal(["attempt 1", "attempt 2", "attempt 3"], calls.Select(text => text[^9..]));
        Assert.Contains(notices.Details, text => text.StartsWith("Others seem to use the same account", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 7)] // refusals count a third
    public async Task A_call_that_stays_refused_fails_after_its_retries(int maximum, int calls)
    {
        FaultOf = _ => Faults.Error(Refused);
        CallFault fault = (await SendAsync(new CallPlan(), maximum)).Fault!;
        Assert.Equal((ErrorId.RateLimited, Remedy.Fail), (fault.ErrorId, fault.Remedy));
        Assert.Equal((calls, calls), (Totals.Calls, Totals.Refusals));
    }

    [Fact]
    public async Task A_quota_that_a_refusal_names_is_told()
    {
        FaultOf = served => served.Number == 1 ? Refusal("您当前每秒请求 `60001` 次，超过了每秒频率上限 `54321`，请稍后重试。") : null;
        Assert.Null((await SendAsync(new CallPlan())).Fault);
        Assert.Contains(Notices.Of(Signals).Details, text => text.Contains("a quota of 54321 calls a second", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 0, 1, Remedy.Unknown)]
    [InlineData(true, 0, 1, Remedy.Unknown)]
    [InlineData(true, 2, 3, Remedy.Unknown)]
    public async Task A_call_in_doubt_is_sent_again_only_if_it_may_be_and_stays_in_doubt(
        bool mayBeResent, int maximum, int calls, object remedy)
    {
        FaultOf = _ => Faults.Error("InternalError.System");
        var call = new CallPlan { MayBeResent = () => mayBeResent };

        CallFault fault = (await SendAsync(call, maximum)).Fault!;

        Assert.Equal((ErrorId.OutcomeUnknown, remedy), (fault.ErrorId, fault.Remedy));
        Assert.Equal((calls, calls, calls), (Totals.Calls, call.Announced, call.Doubts.Count));
        Assert.Equal(calls > 1, Notices.Of(Signals).Warnings.Exists(text => text.Contains("-ResendUnknown", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_call_in_doubt_is_not_sent_again_once_the_run_is_stopped()
    {
        FaultOf = _ => Faults.Error("InternalError.System");
        var call = new CallPlan { MayBeResent = () => true, OnDoubt = Signals.Interrupt };
        Assert.Equal(Remedy.Unknown, (await SendAsync(call)).Fault!.Remedy);
        Assert.Equal((1, 1), (Totals.Calls, call.Doubts.Count));
        Assert.Empty(Notices.Of(Signals).Warnings);
    }

    [Fact]
    public async Task A_look_up_is_sent_again_whatever_came_of_it_and_fails_without_doubt()
    {
        FaultOf = _ => Faults.Error("InternalError.System");
        var call = new CallPlan { IsRead = true };
        CallFault fault = (await SendAsync(call, maximumRetries: 2)).Fault!;
        Assert.Equal((ErrorId.LookupFailed, Remedy.Fail), (fault.ErrorId, fault.Remedy));
        Assert.Equal((3, 0), (Totals.Calls, call.Doubts.Count));
        Assert.StartsWith("A look-up gave no answer", Assert.Single(Notices.Of(Signals).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_once_for_a_call()
    {
        FaultOf = served =>
        {
            if (served.Number > 3) return null; // more than any call should need
            Emulator.ClockOffset += TimeSpan.FromHours(1);
            return Faults.Error(ClockFault);
        };

        CallFault fault = (await SendAsync(new CallPlan())).Fault!;

        Assert.Equal((ErrorId.ClockSkewed, Remedy.EndRun), (fault.ErrorId, fault.Remedy));
        Assert.Equal(2, Totals.Calls);
        Assert.Single(Notices.Of(Signals).Warnings);
    }

    [Fact]
    public async Task A_clock_that_another_call_has_corrected_meanwhile_is_used_without_a_word()
    {
        FaultOf = served =>
        {
            if (served.Number > 1) return null;
            Emulator.ClockOffset = TimeSpan.FromHours(1);
            Assert.True(Connection.Account.Clock.TryCorrect(DateTimeOffset.UtcNow + TimeSpan.FromHours(1)));
            return Faults.Error(ClockFault);
        };
        Assert.Null((await SendAsync(new CallPlan())).Fault);
        Assert.Equal(2, Totals.Calls);
        Assert.Empty(Notices.Of(Signals).Warnings);
    }

    [Fact]
    public async Task A_refused_key_is_renewed_once_for_a_call()
    {
        Emulator.Keys.Add(new EmulatorKey("AKIDofTheRenewedKeyEXAMPLE", EmulatorKeys.SecretKey));
        Keys.Next = "AKIDofTheRenewedKeyEXAMPLE";
        FaultOf = served => served.Number == 1 ? Faults.Error(KeyFault) : null;
        Assert.Null((await SendAsync(new CallPlan())).Fault);
        Assert.Equal((2, 1), (Totals.Calls, Keys.Renewals));

        FaultOf = _ => Faults.Error(KeyFault);
        CallFault fault = (await SendAsync(new CallPlan())).Fault!;
        Assert.Equal((ErrorId.TokenExpired, Remedy.EndRun), (fault.ErrorId, fault.Remedy));
        Assert.Equal((4, 2), (Totals.Calls, Keys.Renewals));
    }

    [Fact]
    public async Task A_refused_key_that_cannot_be_renewed_ends_the_run()
    {
        FaultOf = _ => Faults.Error(KeyFault);
        Assert.Equal(Remedy.EndRun, (await SendAsync(new CallPlan())).Fault!.Remedy);
        Assert.Equal((1, 1), (Totals.Calls, Keys.Renewals));
    }

    [Fact]
    public async Task An_error_of_ours_before_the_call_ends_the_run_with_its_cause()
    {
        EssException why = EssException.Of(ErrorId.Disconnected);
        CallFault fault = (await SendAsync(new CallPlan { OnAnnounce = () => throw why })).Fault!;
        Assert.Equal((why, Remedy.EndRun, 0), (fault.Cause, fault.Remedy, Totals.Calls));
    }

    [Fact]
    public async Task A_bug_of_ours_costs_only_its_call_and_leaves_in_doubt_what_was_sent()
    {
        var before = new CallPlan { OnAnnounce = () => throw new InvalidOperationException("bug") };
        CallFault fault = (await SendAsync(before)).Fault!;
        Assert.Equal((ErrorId.ConnectionFailed, Remedy.Fail, "bug"), (fault.ErrorId, fault.Remedy, fault.Message));
        Assert.Empty(before.Doubts);

        FaultOf = _ => Faults.Error("InternalError.System");
        var after = new CallPlan { MayBeResent = () => throw new InvalidOperationException("bug") };
        fault = (await SendAsync(after)).Fault!;
        Assert.Equal((ErrorId.OutcomeUnknown, Remedy.Unknown, "bug"), (fault.ErrorId, fault.Remedy, fault.Message));
        Assert.Equal(["InternalError.System", ErrorId.OutcomeUnknown], after.Doubts.Select(doubt => doubt.Code));

        var read = new CallPlan { IsRead = true, OnAnnounce = () => Bug(Totals.Calls > 1) };
        fault = (await SendAsync(read)).Fault!;
        Assert.Equal((ErrorId.LookupFailed, Remedy.Fail), (fault.ErrorId, fault.Remedy));
        Assert.Empty(read.Doubts);
        Assert.Null(Signals.End);
    }

    [Fact]
    public async Task A_call_without_a_key_does_not_keep_the_next_one_waiting()
    {
        Keys.OnGet = () => throw EssException.Of(ErrorId.Disconnected);
        Assert.Equal(Remedy.EndRun, (await SendAsync(new CallPlan())).Fault!.Remedy);
        Assert.Equal(0, Totals.Calls);
        Assert.True(Connection.Account.GateOf("CreateFlowReminds").WaitAsync(again: false, default).IsCompleted);
    }

    private static void Bug(bool isThere)
    {
        if (isThere) throw new InvalidOperationException("bug");
    }
}
