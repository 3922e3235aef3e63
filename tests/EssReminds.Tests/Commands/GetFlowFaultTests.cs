using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Failing look-ups: retried freely, never in doubt, and never described in words about reminders.</summary>
public class GetFlowFaultTests
{
    private const string Briefs = "DescribeFlowBriefs";
    private const string Info = "DescribeFlowInfo";

    public static TheoryData<string> AllFaults => [.. Faults.All.Select(fault => fault.Name)];

    public static TheoryData<string, string> FinalErrors => new()
    {
        { "InternalError.System", "LookupFailed" },
        { "SomethingNew", "LookupFailed" },
        { "RequestLimitExceeded", "RateLimited" },
        { "ResourceInsufficient", "LimitExceeded" },
        { "UnknownParameter", "UnknownParameter" },
        { "UnsupportedOperation", "CallRefused" },
        { "ResourceNotFound.Flow", "FlowNotFound" },
        { "InvalidParameterValue", "InvalidRequest" },
        { "OperationDenied.NoIdentityVerify", "FlowRefused" },
    };

    public static TheoryData<string, string> EndsOfRuns => new()
    {
        { "LimitExceeded", "LimitExceeded" },
        { "OperationDenied.OutQueryLimit", "LimitExceeded" },
        { "AuthFailure.SecretIdNotFound", "AuthenticationFailed" },
        { "UnauthorizedOperation.NoPermissionFeature", "PermissionDenied" },
        { "InvalidAction", "ServiceMismatch" },
        { "OperationDenied.OrganizationNotActivated", "AccountNotReady" },
    };

    [Theory]
    [MemberData(nameof(AllFaults))]
    public async Task One_fault_of_any_kind_in_each_look_up_call_loses_no_flow(string fault)
    {
        var met = new HashSet<string>();
        var options = new EmulatorOptions
        {
            Quota = 0,
            Script = call =>
            {
                lock (met) return fault != "refuse-connection" && met.Add(call.Action) ? Faults.Named(fault) : null;
            },
        };
        if (fault == "refuse-connection") options.Faults.Add(FaultSetting.OnCalls(Faults.Named(fault), 1));
        await using var emulator = await EmulatorHost.StartAsync(options);
        using var shell = Shell.ConnectedTo(emulator, fault.StartsWith("hang", StringComparison.Ordinal) ? "-TimeoutSec 1" : "");
        string[] ids = Ids.Take(5);

        var flows = shell.Look(ids, "-IncludeSigner");

        Assert.Equal(ids, flows.Select(flow => flow.FlowId));
        Assert.All(flows, flow => Assert.InRange(flow.Signers!.Count, 1, 2));
        Assert.Equal(fault == "refuse-connection" ? 1 : 2, emulator.Stats.Faults[fault]);
        Assert.Empty(shell.Errors);
        string names = string.Concat(flows.SelectMany(flow => flow.Signers!.Select(signer => signer.Name).Append(flow.Name)));
        Assert.DoesNotContain(names, char.IsControl);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Random_faults_in_a_tenth_of_the_calls_lose_no_flow(int seed)
    {
        var options = new EmulatorOptions { Quota = 0, Seed = seed, Latency = TimeSpan.FromMilliseconds(5) };
        foreach (Fault fault in Faults.All) options.Faults.Add(FaultSetting.AtRate(fault, 0.1 / Faults.All.Count));
        await using var emulator = await EmulatorHost.StartAsync(options);
        string[] ids = Ids.Take(20_000);
        string[] bad = [ids[5], ids[777], ids[778], ids[19_999]];
        emulator.Book.AddUnknown(bad[..2]);
        emulator.Book.AddForbidden(bad[2..]);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000 -TimeoutSec 2");

        var flows = shell.Look(ids, "-IncludeSigner");

        Assert.Null(shell.Terminating);
        Assert.Equal(ids.Except(bad), flows.Select(flow => flow.FlowId));
        // A flow that two answers in a row left out keeps what the first step told, and the first of them is named.
        string[] untold = [.. flows.Where(flow => flow.Signers is null).Select(flow => flow.FlowId)];
        Assert.InRange(untold.Length, 0, 5);
        Assert.True(untold.Length == 0 || shell.Warnings.Any(text => untold.Any(id => text.Contains(id, StringComparison.Ordinal))));
        Assert.All(flows, flow => Assert.True(flow.Signers is not { Count: 0 }));
        Assert.Equal(bad.Order(), shell.Errors.Select(error => Assert.Single((string[])error.TargetObject)).Order());
        Assert.True(emulator.Stats.Faults.Values.Sum() > 20);
        Assert.Null(emulator.Failure);
    }

    [Theory]
    [MemberData(nameof(FinalErrors))]
    public async Task A_look_up_that_finally_fails_is_an_error_with_its_ids_and_no_output(string code, string errorId)
    {
        await using var emulator = await Failing(code, "bad");
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");

        var flows = shell.Look(["a", "bad", "b"], "-BatchSize 1 -MaximumRetryCount 1");

        Assert.Equal(["a", "b"], flows.Select(flow => flow.FlowId));
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.Equal(["bad"], (string[])error.TargetObject);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        NothingAboutReminders(error);
        bool repeated = errorId is "LookupFailed" or "RateLimited";
        Assert.Equal(errorId == "RateLimited" ? 6 : repeated ? 4 : 3, emulator.Stats.Calls); // three refusals count as one retry
        Assert.Equal(repeated ? 1 : 0, shell.Warnings.Count);
        // The ids of errors can be piped in again.
        Assert.Equal(["a"], shell.Run("'a' | Get-EssFlow -Connection $ess").Select(flow => ((EssFlow)flow.BaseObject).FlowId));
    }

    [Fact]
    public async Task A_second_look_up_call_that_finally_fails_is_an_error_with_its_ids_and_no_output()
    {
        await using var emulator = await Failing("InternalError.System", "bad", Info);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");

        var flows = shell.Look(["a", "bad", "b"], "-BatchSize 1 -MaximumRetryCount 0 -IncludeSigner");

        Assert.Equal(["a", "b"], flows.Select(flow => flow.FlowId));
        Assert.Equal(["bad"], (string[])Assert.Single(shell.Errors).TargetObject);
        Assert.Equal(["a", "bad", "b"], shell.Look(["a", "bad", "b"], "-BatchSize 1").Select(flow => flow.FlowId));
    }

    [Theory]
    [MemberData(nameof(EndsOfRuns))]
    public async Task An_error_that_no_later_call_can_avoid_ends_the_run_and_names_the_remaining_ids(string code, string errorId)
    {
        string[] ids = Ids.Take(1000);
        await using var emulator = await Failing(code, ids[200]);
        using var shell = Shell.ConnectedTo(emulator);

        var flows = shell.Look(ids, "-BatchSize 100 -ThrottleLimit 1");

        Assert.StartsWith(errorId + ",", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        NothingAboutReminders(shell.Terminating);
        Assert.Equal(ids.Take(200), flows.Select(flow => flow.FlowId));
        string[] left = (string[])shell.Terminating.TargetObject;
        Assert.Equal(ids.Skip(200).Take(left.Length), left);
        Assert.InRange(left.Length, 100, 800);
        Assert.Empty(shell.Errors);
        Assert.InRange(emulator.Stats.Calls, 3, 4);
    }

    [Fact]
    public async Task The_daily_limit_ends_the_run_and_is_named_in_the_error()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, BriefsPerDay = 2 });
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Equal(20, shell.Look(Ids.Take(50), "-BatchSize 10 -ThrottleLimit 1").Count);
        Assert.StartsWith("LimitExceeded,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("1,000,000", shell.Terminating.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_flow_in_the_second_look_up_call_fails_alone()
    {
        await using var emulator = await Failing("OperationDenied.Forbid", "culprit", Info);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        string[] ids = [.. Ids.Take(60), "culprit", .. Ids.Take(39, "yDx")];

        var flows = shell.Look(ids, "-IncludeSigner");

        Assert.Equal(ids.Where(id => id != "culprit"), flows.Select(flow => flow.FlowId));
        Assert.All(flows, flow => Assert.NotNull(flow.Signers));
        Assert.Equal(["culprit"], (string[])Assert.Single(shell.Errors).TargetObject);
        Assert.InRange(emulator.Stats.Calls, 9, 16);
    }

    [Fact]
    public async Task Flows_that_an_answer_leaves_out_are_asked_for_once_more_and_then_not_found()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        emulator.Book.AddUnknown("a", "b");
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Empty(shell.Look(["a", "b"]));
        Assert.Equal(["a", "b"], shell.Errors.Select(error => Assert.Single((string[])error.TargetObject)));
        Assert.Equal(2, emulator.Stats.Calls); // once, and once more for what was left out
    }

    private static Task<EmulatorHost> Failing(string code, string id, string action = Briefs) => EmulatorHost.StartAsync(new EmulatorOptions
    {
        Quota = 0,
        Script = call => call.Action == action && call.FlowIds.Contains(id) ? Faults.Error(code) : null,
    });

    private static void NothingAboutReminders(ErrorRecord error)
    {
        foreach (string text in (string[])[error.ToString(), error.ErrorDetails.RecommendedAction])
        {
            Assert.NotEqual("", text);
            Assert.DoesNotContain("was reminded", text, StringComparison.Ordinal);
            Assert.DoesNotContain("FlowReminder", text, StringComparison.Ordinal);
            Assert.DoesNotContain("CreateFlowReminds", text, StringComparison.Ordinal);
        }
    }
}
