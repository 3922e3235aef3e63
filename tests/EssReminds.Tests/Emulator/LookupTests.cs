using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class LookupTests
{
    private readonly Serving _serving = new();

    [Fact]
    public void Briefs_have_the_documented_fields_and_do_not_follow_the_order_of_the_ids()
    {
        string[] ids = [.. Enumerable.Range(0, 20).Select(n => $"yDxFlow{n}")];

        JsonArray briefs = Briefs(ids);

        Assert.Equal(ids.Order(StringComparer.Ordinal), Ids(briefs).Order(StringComparer.Ordinal));
        Assert.NotEqual(ids, Ids(briefs));
        Assert.Equal(
            ["CreatedOn", "Creator", "Deadline", "FlowDescription", "FlowId", "FlowMessage", "FlowName", "FlowStatus", "FlowType"],
            briefs[0]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(32, ((string)briefs[0]!["Creator"]!).Length);
        long now = _serving.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.All(briefs, brief => Assert.InRange((long)brief!["CreatedOn"]!, now - (30 * 86_400), now));
        Assert.All(briefs, brief => Assert.True((long)brief!["Deadline"]! > now));
    }

    [Fact]
    public void Any_flow_waits_for_signers_who_stay_due_after_a_reminder()
    {
        _serving.Serve(CreateFlowReminds.Action, Serving.Flows(["f"]));

        Assert.Equal(1, (int)Briefs("f")[0]!["FlowStatus"]!);
        JsonNode info = Assert.Single(Infos("f"))!;
        Assert.Equal(1, (int)info["FlowStatus"]!);
        Assert.Null(info["Deadline"]);
        Assert.Equal(
            _serving.Book.Signers("f").Select(signer => (signer.Name, signer.SignId)),
            info["FlowApproverInfos"]!.AsArray().Select(signer => ((string)signer!["ApproveName"]!, (string)signer["SignId"]!)));
        Assert.All(info["FlowApproverInfos"]!.AsArray(), signer => Assert.Equal(
            (2, 0), ((int)signer!["ApproveStatus"]!, (int)signer["ApproveTime"]!)));
        Assert.All(info["FlowApproverInfos"]!.AsArray(), signer => Assert.Matches("^13[0-9]{9}$", (string)signer!["Mobile"]!));
    }

    [Fact]
    public void A_look_up_returns_the_flow_as_it_was_described()
    {
        var made = new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.FromHours(8));
        _serving.Book.Add(new Flow
        {
            FlowId = "f", Status = FlowStatus.Partly, Name = "租房", Type = "合同", Description = "d", Message = "m", Creator = "c",
            TemplateId = "t", CreatedOn = made, DeadlineIn = TimeSpan.FromDays(3),
            Signers =
            [
                new FlowSigner
                {
                    Name = "张三", SignId = "s1", State = SignerState.Signed, SignedOn = made.AddDays(1), OrganizationName = "公司",
                },
                new FlowSigner { Name = "李四", Mobile = "13800138000", State = SignerState.NotYet },
            ],
        });

        JsonNode brief = Briefs("f")[0]!, info = Infos("f")[0]!;

        Assert.All([brief, info], flow => Assert.Equal(("租房", "合同", "d", "m", "c", "t", 2, made.ToUnixTimeSeconds()), (
            (string)flow["FlowName"]!, (string)flow["FlowType"]!, (string)flow["FlowDescription"]!, (string)flow["FlowMessage"]!,
            (string)flow["Creator"]!, (string)flow["TemplateId"]!, (int)flow["FlowStatus"]!, (long)flow["CreatedOn"]!)));
        Assert.Equal(_serving.Time.GetUtcNow().AddDays(3).ToUnixTimeSeconds(), (long)brief["Deadline"]!);
        JsonNode first = info["FlowApproverInfos"]![0]!, second = info["FlowApproverInfos"]![1]!;
        Assert.Equal(("张三", "s1", 3, "公司", "ORGANIZATION", made.AddDays(1).ToUnixTimeSeconds()), (
            (string)first["ApproveName"]!, (string)first["SignId"]!, (int)first["ApproveStatus"]!, (string)first["OrganizationName"]!,
            (string)first["ApproveType"]!, (long)first["ApproveTime"]!));
        Assert.Equal(("13800138000", 1, 1, "PERSON"), (
            (string)second["Mobile"]!, (int)second["ApproveStatus"]!, (int)second["SignOrder"]!, (string)second["ApproveType"]!));
    }

    [Theory]
    [InlineData(FlowStatus.Partly, 2, 2)]
    [InlineData(FlowStatus.Rejected, 3, 4)]
    [InlineData(FlowStatus.Signed, 4, 3)]
    [InlineData(FlowStatus.Expired, 5, 5)]
    [InlineData(FlowStatus.Cancelled, 6, 6)]
    [InlineData(FlowStatus.ToFillIn, 8, 8)]
    [InlineData(FlowStatus.Released, 21, 15)]
    [InlineData((FlowStatus)99, 99, 0)]
    public void Generated_signers_have_the_status_of_their_flow(FlowStatus status, int flow, int signer)
    {
        _serving.Book.Add(new Flow { FlowId = "f", Status = status });

        JsonNode info = Infos("f")[0]!;

        Assert.Equal((flow, signer), ((int)info["FlowStatus"]!, (int)info["FlowApproverInfos"]!.AsArray()[^1]!["ApproveStatus"]!));
    }

    [Fact]
    public void An_unknown_id_is_left_out_of_briefs_and_makes_a_call_for_details_fail()
    {
        _serving.Book.AddUnknown("lost");

        Assert.Equal(["good"], Ids(Briefs("good", "lost")));
        Assert.Empty(Briefs("lost"));
        Assert.Equal("FailedOperation", _serving.Error(DescribeFlowInfo.Action, Serving.Flows(["good", "lost"]))?.Code);
    }

    [Fact]
    public void An_id_without_permission_makes_every_call_fail()
    {
        _serving.Book.AddForbidden("secret");

        Assert.Equal("OperationDenied", _serving.Error(DescribeFlowBriefs.Action, Serving.Flows(["good", "secret"]))?.Code);
        Assert.Equal("FailedOperation", _serving.Error(DescribeFlowInfo.Action, Serving.Flows(["good", "secret"]))?.Code);
        Assert.Equal("OperationDenied.NoFlowPermission", _serving.Error(CreateFlowReminds.Action, Serving.Flows(["good", "secret"]))?.Code);
        Assert.Equal(0, _serving.Book.TotalReminders);
    }

    [Fact]
    public void All_flows_that_are_not_listed_can_be_unknown()
    {
        var serving = new Serving(new EmulatorOptions { OtherFlows = FlowStatus.Unknown });
        serving.Book.Add(new Flow { FlowId = "known" });

        Assert.Equal("known", (string)Assert.Single(
            serving.Serve(DescribeFlowBriefs.Action, Serving.Flows(["a", "known", "b"]))["FlowBriefs"]!.AsArray())!["FlowId"]!);
        Assert.Equal("ResourceNotFound.Flow", serving.Error(CreateFlowReminds.Action, Serving.Flows(["known", "a"]))?.Code);
        Assert.Equal("ResourceNotFound.Flow", serving.Error(CreateFlowGroupReminds.Action, Serving.Group("g"))?.Code);
    }

    [Fact]
    public void Look_up_calls_have_the_same_rules_for_parameters_as_reminders()
    {
        string[] tooMany = [.. Enumerable.Range(0, 101).Select(n => $"f{n}")];
        foreach (ServiceAction action in (ServiceAction[])[DescribeFlowBriefs.Action, DescribeFlowInfo.Action])
        {
            Assert.Equal("MissingParameter.FlowId", _serving.Error(action, Serving.Flows([]))?.Code);
            Assert.Equal("InvalidParameterValue", _serving.Error(action, Serving.Flows(tooMany))?.Code);
            Assert.Equal("MissingParameter", _serving.Error(action, """{"FlowIds":["a"]}""")?.Code);
            Assert.Equal("UnknownParameter", _serving.Error(action, Serving.Flows(["a"], "\"RemindTypes\":[\"SMS\"]"))?.Code);
            Assert.Null(_serving.Error(action, Serving.Flows(["a"], "\"Agent\":{\"ProxyOrganizationId\":\"o\"}")));
        }
    }

    private JsonArray Briefs(params string[] ids) => _serving.Serve(DescribeFlowBriefs.Action, Serving.Flows(ids))["FlowBriefs"]!.AsArray();

    private JsonArray Infos(params string[] ids) =>
        _serving.Serve(DescribeFlowInfo.Action, Serving.Flows(ids))["FlowDetailInfos"]!.AsArray();

    private static IEnumerable<string> Ids(JsonArray flows) => flows.Select(flow => (string)flow!["FlowId"]!);
}
