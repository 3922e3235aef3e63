using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Emulator;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;
using Product = EssReminds.Protocol.Product;
using ServiceAction = EssReminds.Protocol.ServiceAction;

namespace EssReminds.Tests.Commands;

/// <summary>Sessions of third-party applications: the product essbasic behind the same cmdlets.</summary>
public class EssBasicSessionTests
{
    private const string Employee = $"-OperatorOpenId {Vectors.OperatorOpenId}";
    private const string Caller = $"-AppId {Vectors.AppId} -OrganizationOpenId {Vectors.OrganizationOpenId} {Employee}";
    private const string ConnectKey = "Connect-Ess -SecretId $id -SecretKey $secret";

    private static readonly EmulatorOptions Quick = new() { Quota = 0, RecordCalls = true };

    [Fact]
    public async Task The_body_of_reminders_and_look_ups_is_the_golden_one()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Session(emulator);

        Assert.All(shell.Send(Vectors.FlowIds), record => Assert.Equal(RemindOutcome.Reminded, record.Outcome));
        Assert.All(shell.Look(Vectors.FlowIds, "-IncludeSigner"), flow => Assert.Equal("Due", Assert.Single(flow.Signers!.Take(1)).Status));

        Assert.Equal(["ChannelCreateFlowReminds", "DescribeFlowDetailInfo"], emulator.Calls.Select(call => call.Action));
        Assert.All(emulator.Calls, call =>
        {
            Assert.Equal((Vectors.B1Body, "2021-05-26"), (Encoding.UTF8.GetString(call.Body.Span), call.Headers["X-TC-Version"]));
            Assert.Contains("/essbasic/tc3_request", call.Headers["Authorization"], StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("essbasic.tencentcloudapi.com", "05a609dcd407bb41ca719ffd9a09434e18801fd16e2103ed812c6f8ff8a93f90")]
    [InlineData("essbasic.test.ess.tencent.cn", "485dbd57fa48ba0f2d152ee0ca7004fbc3388eab521b5637f6e3e915a3b9bf58")]
    public async Task The_signature_is_the_golden_one(string host, string signature)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var http = ToEmulator.Client(emulator.Address);
        byte[] body = new RemindAction(Callers.EssBasic, [], new RemindEmailMap()).Write(Vectors.FlowIds);
        Assert.Equal(Vectors.B1Body, Encoding.UTF8.GetString(body));

        ServiceAction action = RemindAction.ServiceOf(Product.EssBasic);
        await new EssClient(http, new Uri("http://" + host), TimeSpan.FromSeconds(10))
            .SendAsync(action, Vectors.Credential, Vectors.Time, body, null, CancellationToken.None);

        RecordedCall call = Assert.Single(emulator.Calls);
        Assert.EndsWith("Signature=" + signature, call.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_shows_its_product_and_its_caller()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Session(emulator, "-Verify");
        var connection = (EssConnection)shell["ess"]!;

        Assert.Equal(("essbasic", Vectors.AppId, Vectors.OrganizationOpenId, Vectors.OperatorOpenId, Vectors.OperatorOpenId),
            (connection.Product, connection.AppId, connection.OrganizationOpenId, connection.OperatorOpenId, connection.Operator));
        Assert.Null(connection.OperatorUserId);
        Assert.Equal("ChannelCreateFlowReminds", Assert.Single(emulator.Calls).Action); // of -Verify
        Assert.Equal(0, emulator.Stats.Reminders);
    }

    [Theory]
    [InlineData("", "https://essbasic.tencentcloudapi.com/")]
    [InlineData("-Environment Production", "https://essbasic.tencentcloudapi.com/")]
    [InlineData("-Environment Test", "https://essbasic.test.ess.tencent.cn/")]
    public void The_address_of_an_environment_is_the_products_own(string where, string endpoint) =>
        Assert.Equal(endpoint, Connected($"{ConnectKey} {Caller} {where} -PassThru").Endpoint.ToString());

    [Theory]
    [InlineData("-AppId a -OperatorUserId me", "CallerAmbiguous", "-OperatorUserId")]
    [InlineData("-AppId a -OrganizationOpenId o -OperatorOpenId p -ProxyOrganizationId q", "CallerAmbiguous", "-ProxyOrganizationId")]
    [InlineData("-AppId a", "CallerIncomplete", "-OrganizationOpenId (ESS_ORGANIZATION_OPEN_ID), -OperatorOpenId (ESS_OPERATOR")]
    [InlineData("-OrganizationOpenId o -OperatorOpenId p", "CallerIncomplete", "-AppId (ESS_APP_ID)")]
    [InlineData("-AppId 'a b' -OrganizationOpenId o -OperatorOpenId p", "IdentifierInvalid", "-AppId")]
    [InlineData("-AppId a -OrganizationOpenId o -OperatorOpenId ('p' * 65)", "IdentifierTooLong", "-OperatorOpenId")]
    public void Ids_that_do_not_make_up_a_caller_are_refused_by_name(string ids, string errorId, string named)
    {
        using var shell = WithKey();
        Assert.Empty(shell.Run($"{ConnectKey} {ids} -PassThru"));
        Assert.StartsWith(errorId + ",", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(named, shell.Terminating.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ESS_APP_ID ESS_ORGANIZATION_OPEN_ID ESS_OPERATOR_OPEN_ID", "", "essbasic")]
    [InlineData("ESS_APP_ID ESS_ORGANIZATION_OPEN_ID ESS_OPERATOR_OPEN_ID", "AppId", "essbasic")]
    [InlineData("ESS_OPERATOR_ID", "AppId OrganizationOpenId OperatorOpenId", "essbasic")]
    [InlineData("ESS_APP_ID", "OperatorUserId", "ess")]
    [InlineData("ESS_OPERATOR_ID", "ProxyOrganizationId", "ess")]
    [InlineData("ESS_OPERATOR_ID ESS_APP_ID", "OperatorUserId", "ess")]
    [InlineData("ESS_OPERATOR_ID ESS_APP_ID", "", "CallerAmbiguous")]
    [InlineData("ESS_ORGANIZATION_OPEN_ID", "", "CallerIncomplete")]
    [InlineData("", "", "OperatorMissing")]
    public void The_product_follows_from_the_parameters_or_without_any_from_the_environment(
        string variables, string given, string expected)
    {
        string[] set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ids = given.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(name => name, name => "given");

        string Choose()
        {
            try
            {
                return EssReminds.Commands.CallerChoice.Choose(ids, name => set.Contains(name) ? "of-variable" : null).Product.Name;
            }
            catch (EssException e)
            {
                return e.ErrorId;
            }
        }

        Assert.Equal(expected, Choose());
    }

    [Theory]
    [InlineData("-RemindType Sms", "-RemindType")]
    [InlineData("-RemindEmail @{ s = 'a@example.com' }", "-RemindEmail")]
    public async Task Parameters_that_the_product_lacks_are_refused_before_anything_is_sent(string more, string named)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Session(emulator);

        Assert.Empty(shell.Send(Ids.Take(2), more));

        Assert.StartsWith("NotInProduct,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("essbasic has no " + named, shell.Terminating.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(emulator.Calls);
    }

    [Fact]
    public async Task A_failing_flow_costs_the_others_nothing_and_a_second_reminder_is_NotReminded()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        emulator.Book.AddUnknown("lost");
        emulator.Book.AddForbidden("secret");
        using var shell = Session(emulator);
        string[] ids = [.. Ids.Take(40), "lost", "secret"];

        var records = shell.Send(ids);
        var again = shell.Send(Ids.Take(3));

        Assert.Equal(ids, records.Select(record => record.FlowId));
        Assert.All(records.Take(40), record => Assert.Equal(RemindOutcome.Reminded, record.Outcome));
        Assert.Equal(["InvalidParameterValue", "OperationDenied"], records.Skip(40).Select(record => record.ErrorCode));
        Assert.All(again, record => Assert.Equal(RemindOutcome.NotReminded, record.Outcome));
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
    }

    [Fact]
    public async Task A_look_up_reports_states_in_the_words_of_ess_and_unknown_flows_as_errors()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        FlowSigner[] signers = [new() { Name = "甲", State = SignerState.Signed }, new() { Name = "乙" }];
        emulator.Book.Add(new Flow { FlowId = "part", Status = FlowStatus.Partly, Signers = signers });
        emulator.Book.Add(new Flow { FlowId = "done", Status = FlowStatus.Signed });
        emulator.Book.AddUnknown("lost");
        using var shell = Session(emulator);

        IReadOnlyList<EssFlow> flows = shell.Look(["part", "done", "lost"], "-IncludeSigner");

        Assert.Equal(
            [("part", "PartlySigned", true), ("done", "Signed", false)],
            flows.Select(flow => (flow.FlowId, flow.Status!, flow.CanRemind == true)));
        Assert.Equal(["Signed", "Due"], flows[0].Signers!.Select(signer => signer.Status));
        Assert.Null(flows[1].Signers);
        Assert.StartsWith("FlowNotFound,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Null(Assert.Single(shell.Look(["part"])).Signers);
    }

    [Theory]
    [InlineData(Caller, null)]
    [InlineData($"-AppId other -OrganizationOpenId {Vectors.OrganizationOpenId} {Employee}", "application")]
    [InlineData($"-AppId {Vectors.AppId} -OrganizationOpenId other {Employee}", "organization")]
    [InlineData("-OperatorUserId me", "product")]
    public async Task A_checkpoint_is_refused_to_another_product_application_or_organization(string caller, string? foreignBecause)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Session(emulator);
        using var folder = new CheckpointFolder();
        shell["checkpoint"] = folder.File;
        shell.Send(Ids.Take(3), "-CheckpointPath $checkpoint");
        long calls = emulator.Stats.Calls;

        Connect(shell, emulator, caller);
        var records = shell.Send(Ids.Take(3), "-CheckpointPath $checkpoint");

        Assert.Equal(calls, emulator.Stats.Calls);
        Assert.Equal(foreignBecause is null ? 3 : 0, records.Count);
        if (foreignBecause is null) return;
        Assert.StartsWith("CheckpointForeign,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"for the {foreignBecause} ", shell.Terminating.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_of_an_ess_checkpoint_names_no_product_and_essbasic_refuses_it()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        using var folder = new CheckpointFolder();
        shell["checkpoint"] = folder.File;

        shell.Send(["a"], "-CheckpointPath $checkpoint");

        string endpoint = emulator.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal(
            $$"""{"Checkpoint":2,"Endpoint":"{{endpoint}}","OperatorUserId":"{{Vectors.Operator}}"}""",
            File.ReadLines(folder.File).First().Trim());
        shell["essbasic"] = Connect(shell, emulator, Caller);
        shell.Run("'a' | Send-EssFlowReminder -Connection $essbasic -CheckpointPath $checkpoint");
        Assert.StartsWith("CheckpointForeign,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_says_that_essbasic_reminds_a_signer_once_only()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        var host = new RecordingHost();
        using var shell = new Shell(host);
        Connect(shell, emulator, Caller);

        shell.Show("'a' | Send-EssFlowReminder -WhatIf");

        string shown = host.Text;
        Assert.Contains(Vectors.OrganizationOpenId, shown, StringComparison.Ordinal);
        Assert.Contains("once only", shown, StringComparison.Ordinal);
    }

    private static Shell Session(EmulatorHost emulator, string more = "")
    {
        var shell = new Shell();
        Connect(shell, emulator, $"{Caller} {more}");
        return shell;
    }

    private static EssConnection Connect(Shell shell, EmulatorHost emulator, string caller)
    {
        shell["id"] = Shell.AccountOf(emulator);
        shell["secret"] = Shell.Secure(EmulatorKeys.SecretKey);
        PSObject made = shell.Run($"{ConnectKey} -Endpoint {emulator.Address} -RequestsPerSecond 1000 -PassThru {caller}").Single();
        var connection = (EssConnection)made.BaseObject;
        shell["ess"] = connection;
        connection.NoteAnswer();
        return connection;
    }

    private static EssConnection Connected(string script)
    {
        using var shell = WithKey();
        return (EssConnection)shell.Run(script).Single().BaseObject;
    }

    private static Shell WithKey()
    {
        var shell = new Shell();
        shell["id"] = "a";
        shell["secret"] = Shell.Secure("secret");
        return shell;
    }
}
