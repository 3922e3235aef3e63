using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>The outcomes of ids whose calls fail, compared with what the service counted.</summary>
public class FaultTests
{
    public static TheoryData<string> AllFaults => [.. Faults.All.Select(f => f.Name)];

    public static TheoryData<string> SendAgain =>
    [
        "RequestLimitExceeded", "RequestLimitExceeded.IPLimitExceeded", "RequestLimitExceeded.UinLimitExceeded",
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded", "FailedOperation.RequestLimitExceeded",
    ];

    public static TheoryData<string, string> EndRun => new()
    {
        { "AuthFailure.SignatureFailure", "AuthenticationFailed" },
        { "AuthFailure.SecretIdNotFound", "AuthenticationFailed" },
        { "AuthFailure.UnauthorizedOperation", "AuthenticationFailed" },
        { "AuthFailure.TokenFailure", "TokenExpired" },
        { "AuthFailure.SignatureExpire", "ClockSkewed" },
        { "UnauthorizedOperation.NoPermissionFeature", "PermissionDenied" },
        { "OperationDenied.WhiteListForbid", "PermissionDenied" },
        { "OperationDenied.NoApiAuth", "PermissionDenied" },
        { "OperationDenied.OperatorHasNoPermission", "PermissionDenied" },
        { "OperationDenied.UserNotInOrganization", "PermissionDenied" },
        { "OperationDenied.NoLogin", "PermissionDenied" },
        { "OperationDenied.OrganizationNotActivated", "AccountNotReady" },
        { "ResourceNotFound.User", "PermissionDenied" },
        { "InvalidParameter.InvalidOrganizationId", "PermissionDenied" },
        { "MissingParameter", "ServiceMismatch" },
        { "MissingParameter.UserId", "PermissionDenied" },
        { "InvalidAction", "ServiceMismatch" },
        { "NoSuchVersion", "ServiceMismatch" },
        { "NoSuchProduct", "ServiceMismatch" },
        { "ActionOffline", "ServiceMismatch" },
        { "UnsupportedRegion", "ServiceMismatch" },
        { "UnsupportedProtocol", "ServiceMismatch" },
        { "IpInBlacklist", "AddressDenied" },
        { "IpNotInWhitelist", "AddressDenied" },
    };

    public static TheoryData<string, string> Halve => new()
    {
        { "ResourceNotFound.Flow", "FlowNotFound" },
        { "InvalidParameter", "InvalidRequest" },
        { "InvalidParameterValue", "InvalidRequest" },
        { "MissingParameter.FlowId", "InvalidRequest" },
        { "OperationDenied.NoIdentityVerify", "FlowRefused" },
        { "OperationDenied.NoFlowPermission", "FlowRefused" },
        { "OperationDenied.FlowStatusForbid", "FlowRefused" },
        { "OperationDenied.FlowHasTerminated", "FlowRefused" },
        { "OperationDenied.Forbid", "FlowRefused" },
        { "OperationDenied", "FlowRefused" },
    };

    public static TheoryData<string, string> Fail => new()
    {
        { "LimitExceeded", "LimitExceeded" },
        { "ResourceInsufficient", "LimitExceeded" },
        { "RequestSizeLimitExceeded", "LimitExceeded" },
        { "UnsupportedOperation", "CallRefused" },
        { "UnknownParameter", "UnknownParameter" },
    };

    public static TheoryData<string> Unknown =>
    [
        "FailedOperation", "InternalError", "InternalError.System", "ServiceUnavailable", "ResourceUnavailable", "SomethingNew",
    ];

    [Theory]
    [MemberData(nameof(SendAgain))]
    public async Task A_call_that_the_quota_refuses_is_retried(string code)
    {
        await using var emulator = await Failing(code, 1);
        using var shell = Shell.ConnectedTo(emulator);
        Assert.All(shell.Send(Ids.Take(4)), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal((2, 1), (emulator.Stats.Calls, emulator.Book.MostRemindersOfASigner()));
        Assert.Single(shell.Warnings);
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public async Task A_call_that_is_still_refused_after_MaximumRetryCount_fails()
    {
        await using var emulator = await Failing("RequestLimitExceeded", 1, 99);
        using var shell = Shell.ConnectedTo(emulator);
        ((EssConnection)shell["ess"]!).Clock = new LeapingClock();
        var records = shell.Send(Ids.Take(4), "-MaximumRetryCount 2");
        Assert.All(records, r => Assert.Equal((RemindOutcome.Failed, "RequestLimitExceeded"), (r.Outcome, r.ErrorCode)));
        Assert.Equal(7, emulator.Stats.Calls);
        Expect(shell, "RateLimited", ErrorCategory.LimitsExceeded, Ids.Take(4));
    }

    [Theory]
    [MemberData(nameof(EndRun))]
    public async Task An_error_that_no_later_call_can_avoid_ends_the_run(string code, string errorId)
    {
        await using var emulator = await Failing(code, 1, 9999);
        using var shell = Shell.ConnectedTo(emulator);
        string[] ids = Ids.Take(1000);

        var records = shell.Send(ids, "-BatchSize 10 -ThrottleLimit 4");

        Assert.StartsWith(errorId + ",", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(shell.Terminating.ErrorDetails.RecommendedAction));
        Assert.Equal(code, ((EssException)shell.Terminating.Exception).ServiceCode);
        Assert.Equal(ids.Take(records.Count), records.Select(r => r.FlowId));
        Assert.All(records, r => Assert.Equal(RemindOutcome.Failed, r.Outcome));
        Assert.InRange(emulator.Stats.Calls, 1, 4);
        Assert.Equal(0, emulator.Stats.Reminders);
    }

    [Theory]
    [MemberData(nameof(Halve))]
    public async Task One_bad_flow_fails_alone_and_the_others_of_its_call_are_reminded(string code, string errorId)
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call => call.FlowIds.Contains("culprit") ? Faults.Error(code) : null,
        });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        string[] ids = [.. Ids.Take(60), "culprit", .. Ids.Take(39, "yDx")];

        var records = shell.Send(ids);

        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.All(records, r => Assert.Equal(r.FlowId == "culprit" ? RemindOutcome.Failed : RemindOutcome.Reminded, r.Outcome));
        Assert.Equal(code, records.Single(r => r.FlowId == "culprit").ErrorCode);
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Assert.InRange(emulator.Stats.Calls, 8, 15);
        Expect(shell, errorId, null, ["culprit"]);
    }

    [Theory]
    [MemberData(nameof(Fail))]
    public async Task A_call_that_may_not_be_repeated_fails_and_the_run_continues(string code, string errorId)
    {
        await using var emulator = await Failing(code, 1);
        using var shell = Shell.ConnectedTo(emulator);
        var records = shell.Send(Ids.Take(8), "-BatchSize 4 -ThrottleLimit 1");
        Assert.All(records.Take(4), r => Assert.Equal((RemindOutcome.Failed, code), (r.Outcome, r.ErrorCode)));
        Assert.All(records.Skip(4), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal(2, emulator.Stats.Calls);
        Expect(shell, errorId, null, Ids.Take(4));
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task A_call_that_may_have_been_carried_out_is_not_repeated(string code)
    {
        await using var emulator = await Failing(code, 1);
        using var shell = Shell.ConnectedTo(emulator);
        var records = shell.Send(Ids.Take(4));
        Assert.All(records, r => Assert.Equal((RemindOutcome.Unknown, code), (r.Outcome, r.ErrorCode)));
        Assert.Equal(1, emulator.Stats.Calls);
        Expect(shell, "OutcomeUnknown", ErrorCategory.InvalidResult, Ids.Take(4));
    }

    [Fact]
    public async Task A_call_that_may_have_been_carried_out_is_repeated_with_ResendUnknown()
    {
        await using var emulator = await Failing("InternalError.System", 1);
        using var shell = Shell.ConnectedTo(emulator);
        Assert.All(shell.Send(Ids.Take(4), "-ResendUnknown"), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal(2, emulator.Stats.Calls);
        Assert.Contains("may have been carried out", Assert.Single(shell.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_in_doubt_stays_Unknown_if_the_run_ends_before_it_is_sent_again()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            // The second call ends the run while the first, whose answer is then lost, is in flight.
            Script = call =>
            {
                if (call.FlowIds[0] == "ends") return Faults.Error("AuthFailure.SecretIdNotFound");
                return call.FlowIds[0] == "lost" ? Faults.Named("502") : null;
            },
            Latency = TimeSpan.FromMilliseconds(50),
        });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");

        var records = shell.Send(["lost", "ends"], "-BatchSize 1 -ResendUnknown");

        Assert.StartsWith("AuthenticationFailed,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([RemindOutcome.Unknown, RemindOutcome.Failed], records.Select(r => r.Outcome));
        Assert.Equal(["ends"], (string[])shell.Terminating.TargetObject);
        Expect(shell, "OutcomeUnknown", ErrorCategory.InvalidResult, ["lost"]);
    }

    [Fact]
    public async Task A_refused_resending_ends_the_run_and_its_flows_stay_Unknown()
    {
        int calls = 0;
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = _ => Faults.Error(Interlocked.Increment(ref calls) == 1 ? "InternalError.System" : "OperationDenied.WhiteListForbid"),
        });
        using var shell = Shell.ConnectedTo(emulator);

        var records = shell.Send(Ids.Take(4), "-ResendUnknown");

        Assert.StartsWith("PermissionDenied,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Concerns: no other ids.", shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.Empty((string[])shell.Terminating.TargetObject);
        Assert.All(records, r => Assert.Equal(RemindOutcome.Unknown, r.Outcome));
        Expect(shell, "StillUnknown", ErrorCategory.InvalidResult, Ids.Take(4));
    }

    [Fact]
    public async Task An_unknown_message_of_the_service_means_Unknown_is_kept_and_is_warned_of_once()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        string[] ids = Ids.Take(6);
        foreach (string id in ids) emulator.Book.Add(new Flow { FlowId = id, Record = new FixedRecord(true, "签署人 张三: 已安排催办；") });
        using var shell = Shell.ConnectedTo(emulator);
        var records = shell.Send(ids, "-BatchSize 2");
        Assert.All(records, r => Assert.Equal((RemindOutcome.Unknown, null, "签署人 张三: 已安排催办；"), (r.Outcome, r.ErrorCode, r.RemindMessage)));
        Assert.Contains("已安排催办", Assert.Single(shell.Warnings), StringComparison.Ordinal);
        Assert.Empty(shell.Errors);
    }

    [Theory]
    [MemberData(nameof(AllFaults))]
    public async Task After_any_fault_each_id_has_one_outcome_and_it_is_true(string fault)
    {
        var options = new EmulatorOptions { Quota = 0 };
        options.Faults.Add(FaultSetting.OnCalls(Faults.Named(fault), 1));
        await using var emulator = await EmulatorHost.StartAsync(options);
        using var shell = Shell.ConnectedTo(emulator, fault.StartsWith("hang", StringComparison.Ordinal) ? "-TimeoutSec 1" : "");
        string[] ids = Ids.Take(5);

        var records = shell.Send(ids);

        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.Equal(1, emulator.Stats.Faults[fault]);
        Assert.Equal(0, emulator.Stats.RedirectsFollowed);
        Truthful(emulator, records);
        Assert.Equal(records.Count(r => r.Outcome is RemindOutcome.Unknown), shell.Errors.Sum(e => ((string[])e.TargetObject).Length));
        Assert.DoesNotContain(shell.Errors, e => e.ToString().Any(c => char.IsControl(c)));
    }

    [Fact]
    public async Task A_flow_without_a_record_in_the_answer_is_Unknown_with_RecordMissing()
    {
        await using var emulator = await Failing("drop-record", 1);
        using var shell = Shell.ConnectedTo(emulator);
        var records = shell.Send(Ids.Take(5));
        RemindFlowRecord missing = Assert.Single(records, r => r.Outcome == RemindOutcome.Unknown);
        Assert.Equal("RecordMissing", missing.ErrorCode);
        Expect(shell, "RecordMissing", ErrorCategory.InvalidResult, [missing.FlowId]);
    }

    [Fact]
    public async Task A_record_of_a_flow_that_was_not_sent_is_ignored_with_a_warning()
    {
        await using var emulator = await Failing("foreign-record", 1);
        using var shell = Shell.ConnectedTo(emulator);
        Assert.All(shell.Send(Ids.Take(5)), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Single(shell.Warnings);
    }

    [Fact]
    public async Task Failed_flows_can_be_piped_in_again_from_the_errors()
    {
        await using var emulator = await Failing("LimitExceeded", 1);
        using var shell = Shell.ConnectedTo(emulator);
        shell["ids"] = Ids.Take(8);
        var records = Shell.Records(shell.Run(
            "$null = $ids | Send-EssFlowReminder -Connection $ess -BatchSize 4 -ErrorVariable failed -ErrorAction SilentlyContinue; " +
            "$failed.TargetObject | Send-EssFlowReminder -Connection $ess"));
        Assert.Equal(4, records.Count);
        Assert.All(Ids.Take(8), id => Assert.Equal(1, emulator.Book.Signers(id)[0].Count));
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_from_the_answer_and_again_when_it_changes()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, ClockOffset = TimeSpan.FromHours(3) });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        Assert.All(shell.Send(Ids.Take(50), "-BatchSize 5 -ThrottleLimit 1"), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal(11, emulator.Stats.Calls);
        Assert.Single(shell.Warnings);

        emulator.ClockOffset = TimeSpan.FromHours(-3);
        Assert.Equal(RemindOutcome.Reminded, Assert.Single(shell.Send(["a"])).Outcome);
        Assert.Single(shell.Warnings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_faults_lose_no_flow_and_remind_nobody_twice(int seed)
    {
        var options = new EmulatorOptions
        {
            Quota = 0, Seed = seed, Latency = TimeSpan.FromMilliseconds(5), Jitter = TimeSpan.FromMilliseconds(5),
            RemindersPerSigner = 3, // so that the emulator does not prevent a second reminder
        };
        foreach (Fault fault in Faults.All) options.Faults.Add(FaultSetting.AtRate(fault, 0.15 / Faults.All.Count));
        await using var emulator = await EmulatorHost.StartAsync(options);
        emulator.Book.AddUnknown("yDw00000000000000000000000012345", "yDw00000000000000000000000049999");
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000 -TimeoutSec 2");
        string[] ids = Ids.Take(50_000);

        var records = shell.Send(ids);

        Assert.Null(shell.Terminating);
        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Truthful(emulator, records);
        Assert.True(emulator.Stats.Faults.Values.Sum() > 40);
        Assert.Null(emulator.Failure);
    }

    [Fact]
    public async Task Seven_unknown_flows_among_ten_thousand_cost_fewer_than_120_extra_calls()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        string[] ids = Ids.Take(10_000);
        string[] unknown = [ids[3], ids[1499], ids[1500], ids[4711], ids[7777], ids[9001], ids[9999]];
        emulator.Book.AddUnknown(unknown);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");

        var records = shell.Send(ids);

        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.Equal(unknown, records.Where(r => r.Outcome == RemindOutcome.Failed).Select(r => r.FlowId));
        Assert.All(records.Where(r => r.Outcome == RemindOutcome.Failed), r => Assert.Equal("ResourceNotFound.Flow", r.ErrorCode));
        Assert.Equal(9_993, records.Count(r => r.Outcome == RemindOutcome.Reminded));
        Assert.InRange(emulator.Stats.Calls, 100, 219);
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
    }

    private static Task<EmulatorHost> Failing(string fault, int first, int? last = null)
    {
        var options = new EmulatorOptions { Quota = 0 };
        options.Faults.Add(FaultSetting.OnCalls(Faults.Find(fault) ?? Faults.Error(fault), first, last));
        return EmulatorHost.StartAsync(options);
    }

    private static void Truthful(EmulatorHost emulator, IEnumerable<RemindFlowRecord> records)
    {
        foreach (RemindFlowRecord record in records)
        {
            var signers = emulator.Book.Signers(record.FlowId);
            Assert.All(signers, signer => Assert.InRange(signer.Count, 0, 1));
            if (record.Outcome == RemindOutcome.Reminded) Assert.All(signers, signer => Assert.Equal(1, signer.Count));
            if (record.Outcome is RemindOutcome.Failed or RemindOutcome.NotReminded)
                Assert.All(signers, signer => Assert.Equal(0, signer.Count));
        }
    }

    private static void Expect(Shell shell, string errorId, ErrorCategory? category, string[] target)
    {
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(target, (string[])error.TargetObject);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        if (category is { } expected) Assert.Equal(expected, error.CategoryInfo.Category);
    }
}
