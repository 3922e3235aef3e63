using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Lookup;
using EssReminds.Emulator;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

public class GetFlowTests
{
    private const string Briefs = "DescribeFlowBriefs";
    private const string Info = "DescribeFlowInfo";

    private static EmulatorOptions Quick => new() { Quota = 0, RecordCalls = true };

    [Fact]
    public async Task Of_twenty_thousand_flows_those_with_CanRemind_are_reminded_and_the_bad_ones_are_errors()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        string[] ids = Ids.Take(20_000);
        string[] signed = [.. ids.Where((_, n) => n % 4 == 1)], expired = [.. ids.Where((_, n) => n % 40 == 2)];
        string[] unknown = [ids[0], ids[100], ids[200], ids[204], ids[4444], ids[19_896], ids[19_996]];
        string[] forbidden = [ids[4], ids[4448], ids[19_999]];
        foreach (string id in signed.Except(forbidden)) emulator.Book.Add(new Flow { FlowId = id, Status = FlowStatus.Signed });
        foreach (string id in expired) emulator.Book.Add(new Flow { FlowId = id, Status = FlowStatus.Expired });
        emulator.Book.AddUnknown(unknown);
        emulator.Book.AddForbidden(forbidden);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000");
        shell["ids"] = ids;

        var reminded = Shell.Records(shell.Run(
            "$ids | Get-EssFlow -Connection $ess -OutVariable flows | Where-Object CanRemind | Send-EssFlowReminder -Connection $ess"));

        Assert.Equal((5000, 500), (signed.Length, expired.Length));
        EssFlow[] flows = [.. ((IEnumerable)shell["flows"]!).Cast<object>().Select(flow => (EssFlow)PSObject.AsPSObject(flow).BaseObject)];
        string[] known = [.. ids.Except(unknown).Except(forbidden)];
        Assert.Equal(19_990, flows.Length);
        Assert.Equal(known, flows.Select(flow => flow.FlowId));
        Assert.Equal(10, shell.Errors.Count);
        Assert.Equal(unknown, TargetsOf(shell, "FlowNotFound"));
        Assert.Equal(forbidden, TargetsOf(shell, "FlowRefused"));
        string[] others = [.. known.Except(signed).Except(expired)];
        Assert.Equal(others, reminded.Select(record => record.FlowId));
        Assert.All(reminded, record => Assert.Equal(RemindOutcome.Reminded, record.Outcome));
        Assert.Equal((others.Length, 1), (emulator.Stats.FlowsReminded, emulator.Book.MostRemindersOfASigner()));
    }

    [Fact]
    public async Task The_request_is_the_documentations_example()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);

        shell.Look(Vectors.FlowIds, "-IncludeSigner");

        Assert.Equal([Briefs, Info], emulator.Calls.Select(call => call.Action));
        Assert.All(emulator.Calls, call => Assert.Equal(
            (Vectors.E1Body, "2020-11-11"), (Encoding.UTF8.GetString(call.Body.Span), call.Headers["X-TC-Version"])));
    }

    [Theory]
    [InlineData(Briefs)]
    [InlineData(Info)]
    public async Task The_golden_request_has_the_golden_signature(string name)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var http = ToEmulator.Client(emulator.Address);
        var client = new EssClient(http, new Uri("http://ess.tencentcloudapi.com"), TimeSpan.FromSeconds(10));
        EssReminds.Protocol.ServiceAction action = name == Info ? SignersAction.DescribeFlowInfo : BriefsAction.DescribeFlowBriefs;
        byte[] body = new BriefsAction(Callers.Ess).Write(Vectors.FlowIds);

        await client.SendAsync(action, Vectors.Credential, Vectors.Time, body, null, CancellationToken.None);

        RecordedCall call = Assert.Single(emulator.Calls);
        Assert.Equal(name, call.Headers["X-TC-Action"]);
        Assert.EndsWith("Signature=" + Vectors.E1Signature, call.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_has_all_that_the_service_reports_in_local_time()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        var made = new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.FromHours(8));
        emulator.Book.Add(new Flow
        {
            FlowId = "f", Status = FlowStatus.Partly, Name = "租房", Message = "m", Creator = "c", TemplateId = "t",
            CreatedOn = made, Deadline = made.AddDays(30),
            Signers =
            [
                new FlowSigner
                {
                    Name = "张三", SignId = "s1", State = SignerState.Signed, SignedOn = made.AddDays(1), OrganizationName = "公司",
                },
                new FlowSigner { Name = "李四", SignId = "s2", Mobile = "13800138000" },
            ],
        });
        using var shell = Shell.ConnectedTo(emulator);

        EssFlow brief = Assert.Single(shell.Look(["f"])), flow = Assert.Single(shell.Look(["f"], "-IncludeSigner"));

        Assert.All([brief, flow], each =>
        {
            Assert.Equal(("f", "租房", "PartlySigned"), (each.FlowId, each.Name, each.Status));
            Assert.Equal(("m", "c", "t"), (each.StatusMessage, each.Creator, each.TemplateId));
            Assert.Equal((made.LocalDateTime, made.AddDays(30).LocalDateTime), (each.CreatedOn, each.Deadline));
            Assert.Equal((DateTimeKind.Local, true), (each.Deadline!.Value.Kind, each.CanRemind));
        });
        Assert.Null(brief.Signers);
        EssSigner first = flow.Signers![0], second = flow.Signers[1];
        Assert.Equal(("f", "张三", "Signed", "s1", "公司"), (first.FlowId, first.Name, first.Status, first.SignId, first.OrganizationName));
        Assert.Equal(made.AddDays(1).LocalDateTime, first.SignedOn);
        Assert.Equal(("李四", "Due", "s2", null), (second.Name, second.Status, second.SignId, second.OrganizationName));
        Assert.Equal(("13800138000", "138****8000"), (second.Mobile, second.MaskedMobile));
        Assert.Null(second.SignedOn);
        Assert.Equal((0, 1), (first.Order, second.Order));
    }

    [Fact]
    public async Task Signers_are_asked_for_only_where_the_contract_is_open()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        FlowStatus[] states = [.. Enum.GetValues<FlowStatus>().Where(status => status >= 0).Order(), (FlowStatus)99];
        foreach (FlowStatus status in states) emulator.Book.Add(new Flow { FlowId = "f" + (int)status, Status = status });
        using var shell = Shell.ConnectedTo(emulator);

        var flows = shell.Look(states.Select(status => "f" + (int)status), "-IncludeSigner");

        Assert.Equal(["f1", "f2", "f8", "f9"], emulator.Calls.Single(call => call.Action == Info).FlowIds);
        Assert.Equal(["f1", "f2", "f8", "f9"], flows.Where(flow => flow.Signers is not null).Select(flow => flow.FlowId));
        Assert.Equal(
            [
                "NotStarted", "Waiting", "PartlySigned", "Rejected", "Signed", "Expired", "Cancelled",
                "NotStarted", "FillingIn", "FillingIn", "FillInRejected", "Void", "Released", "99",
            ],
            flows.Select(flow => flow.Status));
        Assert.Equal(["f1", "f2"], flows.Where(flow => flow.CanRemind == true).Select(flow => flow.FlowId));
        Assert.Equal("f99", Assert.Single(flows, flow => flow.CanRemind is null).FlowId);
    }

    [Fact]
    public async Task CanRemind_is_false_if_no_signer_is_due_and_null_if_a_status_is_unknown()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        emulator.Book.Add(new Flow { FlowId = "f", Signers = [new FlowSigner { Name = "张三", State = SignerState.NotYet }] });
        emulator.Book.Add(new Flow { FlowId = "g", Signers = [new FlowSigner { Name = "张三", State = (SignerState)77 }] });
        using var shell = Shell.ConnectedTo(emulator);

        Assert.Equal([true, true], shell.Look(["f", "g"]).Select(flow => flow.CanRemind));
        var flows = shell.Look(["f", "g"], "-IncludeSigner");
        Assert.Equal([false, null], flows.Select(flow => flow.CanRemind));
        Assert.Equal("77", flows[1].Signers![0].Status);
    }

    [Fact]
    public async Task A_flow_that_vanishes_between_the_two_calls_keeps_the_data_of_the_first()
    {
        string[] ids = Ids.Take(100);
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call => call.Action == Info && call.FlowIds.Contains(ids[42]) ? Faults.Error("FailedOperation") : null,
        });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");

        var flows = shell.Look(ids, "-IncludeSigner");

        Assert.Equal(ids, flows.Select(flow => flow.FlowId));
        Assert.Equal([ids[42]], flows.Where(flow => flow.Signers is null).Select(flow => flow.FlowId));
        Assert.Equal(("Waiting", true), (flows[42].Status, flows[42].CanRemind));
        Assert.Contains(ids[42], Assert.Single(shell.Warnings), StringComparison.Ordinal);
        Assert.Empty(shell.Errors);
        Assert.InRange(emulator.Stats.Actions[Info].Calls, 8, 15);
    }

    [Fact]
    public async Task Signers_can_be_piped_into_reminders_and_into_their_mail_addresses()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        FlowSigner[] two = [new FlowSigner { Name = "张三", SignId = "s1" }, new FlowSigner { Name = "李四", SignId = "s2" }];
        emulator.Book.Add(new Flow { FlowId = "f", Signers = two });
        using var shell = Shell.ConnectedTo(emulator);

        var records = Shell.Records(shell.Run(
            """
            $signers = 'f' | Get-EssFlow -Connection $ess -IncludeSigner | ForEach-Object Signers
            $rows = $signers | ForEach-Object {
                [pscustomobject]@{ FlowId = $_.FlowId; SignId = $_.SignId; ApproverEmail = "$($_.SignId)@example.com" }
            }
            $signers | Send-EssFlowReminder -Connection $ess -RemindEmail $rows
            """));

        Assert.Equal(RemindOutcome.Reminded, Assert.Single(records).Outcome);
        string body = Encoding.UTF8.GetString(emulator.Calls[^1].Body.Span);
        Assert.Contains(
            """{"SignId":"s1","ApproverEmail":"s1@example.com"},{"SignId":"s2","ApproverEmail":"s2@example.com"}""",
            body, StringComparison.Ordinal);
        var flows = shell.Run("$signers | Get-EssFlow -Connection $ess | Get-EssFlow -Connection $ess");
        Assert.Equal("f", ((EssFlow)Assert.Single(flows).BaseObject).FlowId);
    }

    [Fact]
    public async Task A_look_up_ignores_WhatIf_and_Confirm_preferences_and_reminds_nobody()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);

        Assert.Equal(2, shell.Run("$WhatIfPreference = $true; $ConfirmPreference = 'Low'; 'a', 'b' | Get-EssFlow -Connection $ess").Count);
        Assert.Equal([Briefs], emulator.Stats.Actions.Keys);
    }

    [Fact]
    public async Task Ids_are_trimmed_and_looked_up_once_and_an_invalid_one_is_an_error()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        string[] good = Ids.Take(3);

        var flows = shell.Look(["\ufeff" + good[0], "", null, "two words", good[1] + "\r", good[0] + " ", good[2]]);

        Assert.Equal(good, flows.Select(flow => flow.FlowId));
        Assert.Equal(good, Assert.Single(emulator.Calls).FlowIds);
        Assert.Equal(["two words"], TargetsOf(shell, "InvalidFlowId"));
    }

    [Fact]
    public async Task The_summary_of_a_run_goes_to_the_information_stream_and_not_to_the_output()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        emulator.Book.AddUnknown("unknown");
        emulator.Book.Add(new Flow { FlowId = "signed", Status = FlowStatus.Signed });
        using var shell = Shell.ConnectedTo(emulator);

        Assert.Equal(2, shell.Look(["a", "unknown", "signed"]).Count);

        var summary = Assert.IsType<LookupSummary>(Assert.Single(shell.Information).MessageData);
        Assert.Equal((3, 2, 1), (summary.Flows, summary.Found, summary.CanRemind));
        Assert.Equal(emulator.Stats.Calls, summary.Calls);
    }

    [Fact]
    public async Task Flows_are_written_while_later_ids_are_still_being_read()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell["ids"] = Ids.Take(1000);
        var output = shell.Run(
            "$in = 0; $ids | ForEach-Object { $in++; $_ } | " +
            "Get-EssFlow -Connection $ess -IncludeSigner -ThrottleLimit 1 | ForEach-Object { $in }");
        Assert.InRange((int)output[0].BaseObject, 100, 300);
        Assert.Equal(1, emulator.Stats.MostInFlight);
    }

    [Fact]
    public async Task Ctrl_C_cancels_both_kinds_of_look_up_calls_at_once()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call => call.Action == Info ? Faults.Named("hang") : null,
        });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 10000");
        shell["ids"] = Ids.Take(1000);
        using PowerShell pipeline = shell.Prepare("$ids | Get-EssFlow -Connection $ess -IncludeSigner -BatchSize 10 -ThrottleLimit 20");
        var output = new PSDataCollection<PSObject>();
        pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        await Until.Holds(() => emulator.Stats.Actions.TryGetValue(Info, out CallStats? looks) && looks.InFlight == 20);

        pipeline.Stop();

        Assert.Empty(output);
        Assert.Equal((20, 20), (emulator.Stats.Actions[Briefs].Calls, emulator.Stats.Actions[Info].Calls));
        await Until.Holds(() => emulator.Stats.InFlight == 0);
    }

    [Fact]
    public async Task A_look_up_and_reminders_at_the_same_time_have_a_quota_each()
    {
        // So low that no machine is too busy to reach it. With one shared quota each action would get one call a second.
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 2, RecordCalls = true });
        using var looking = Shell.ConnectedTo(emulator, "-RequestsPerSecond 2");
        using var reminding = Shell.ConnectedTo(emulator, "-RequestsPerSecond 2");
        string[] ids = Ids.Take(6);

        await Task.WhenAll(
            Task.Run(() => Assert.Equal(ids, looking.Look(ids, "-BatchSize 1").Select(flow => flow.FlowId))),
            Task.Run(() => Assert.Equal(ids, reminding.Send(ids, "-BatchSize 1").Select(record => record.FlowId))));

        Assert.InRange(emulator.Stats.Refusals, 0, 2); // a busy machine may bunch calls up
        Assert.All([Briefs, "CreateFlowReminds"], action =>
        {
            TimeSpan[] arrived = [.. emulator.Calls.Where(call => call.Action == action).Select(call => call.Arrived).Order()];
            Assert.InRange((arrived.Length - 1) / (arrived[^1] - arrived[0]).TotalSeconds, 1.3, 3);
        });
    }

    private static string[] TargetsOf(Shell shell, string errorId) =>
        [.. shell.Errors.Where(error => error.FullyQualifiedErrorId.StartsWith(errorId + ",", StringComparison.Ordinal))
            .Select(error => Assert.Single((string[])error.TargetObject))];
}
