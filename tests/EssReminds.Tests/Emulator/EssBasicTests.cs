using System;
using System.Linq;
using System.Text.Json.Nodes;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class EssBasicTests
{
    private readonly Serving _serving = new(new EmulatorOptions { RemindersPerSigner = 3 });

    [Fact]
    public void A_signer_is_reminded_only_once_through_essbasic()
    {
        _serving.Book.Add(new Flow { FlowId = "f", Signers = [new FlowSigner { Name = "张三" }] });

        Assert.Equal("签署人 张三: 催办成功；", Remind("f"));
        Assert.Equal("签署人 张三: 此签署人已催办过；", Remind("f"));
        Assert.Equal(1, _serving.Book.Reminders("f"));
    }

    [Theory]
    [InlineData("RemindTypes", """["SMS"]""")]
    [InlineData("RemindEmailInfos", "[]")]
    [InlineData("Operator", """{"UserId":"u"}""")]
    public void Parameters_of_ess_are_unknown_to_essbasic(string name, string value)
    {
        ServiceError? error = _serving.Error(ChannelCreateFlowReminds.Action, Serving.ChannelFlows(["f"], $"\"{name}\":{value}"));

        Assert.Equal(("UnknownParameter", $"The parameter `{name}` is not recognized."), (error?.Code, error?.English));
        Assert.Equal(0, _serving.Book.TotalReminders);
    }

    [Theory]
    [InlineData("""{"FlowIds":["f"]}""", "MissingParameter")]
    [InlineData("""{"Agent":{"ProxyOrganizationOpenId":"o","ProxyOperator":{"OpenId":"p"}},"FlowIds":["f"]}""", "MissingParameter")]
    [InlineData("""{"Agent":{"AppId":"a","ProxyOperator":{"OpenId":"p"}},"FlowIds":["f"]}""", "MissingParameter")]
    [InlineData("""{"Agent":{"AppId":"a","ProxyOrganizationOpenId":"o"},"FlowIds":["f"]}""", "MissingParameter")]
    [InlineData("""{"Agent":{"AppId":"a","ProxyOrganizationOpenId":"o","ProxyOperator":{"OpenId":"OF_65"}}}""", "InvalidParameter.OpenId")]
    [InlineData("""{"Agent":{"AppId":"a","ProxyOrganizationOpenId":"o","ProxyOperator":{"OpenId":"p"}}}""", "MissingParameter.FlowId")]
    public void A_call_without_a_complete_Agent_is_refused(string body, string code)
    {
        body = body.Replace("OF_65", new string('x', 65), StringComparison.Ordinal);
        Assert.Equal(code, _serving.Error(ChannelCreateFlowReminds.Action, body)?.Code);
        Assert.Equal(code, _serving.Error(DescribeFlowDetailInfo.Action, body)?.Code);
    }

    [Fact]
    public void An_unknown_or_forbidden_flow_makes_its_whole_call_fail()
    {
        _serving.Book.AddUnknown("lost");
        _serving.Book.AddForbidden("secret");

        Assert.Equal("InvalidParameterValue", _serving.Error(ChannelCreateFlowReminds.Action, Serving.ChannelFlows(["f", "lost"]))?.Code);
        Assert.Equal("OperationDenied", _serving.Error(ChannelCreateFlowReminds.Action, Serving.ChannelFlows(["f", "secret"]))?.Code);
        Assert.Equal("InvalidParameter.FlowIds", _serving.Error(DescribeFlowDetailInfo.Action, Serving.ChannelFlows(["f", "lost"]))?.Code);
        Assert.Equal("OperationDenied", _serving.Error(DescribeFlowDetailInfo.Action, Serving.ChannelFlows(["f", "secret"]))?.Code);
    }

    [Theory]
    [InlineData(FlowStatus.Waiting, "INIT", "PENDING")]
    [InlineData(FlowStatus.Partly, "PART", "PENDING")]
    [InlineData(FlowStatus.Signed, "ALL", "ACCEPT")]
    [InlineData(FlowStatus.Rejected, "REJECT", "REJECT")]
    [InlineData(FlowStatus.Expired, "DEADLINE", "DEADLINE")]
    [InlineData(FlowStatus.Cancelled, "CANCEL", "CANCEL")]
    [InlineData(FlowStatus.Void, "INVALID", "STOP")]
    [InlineData(FlowStatus.Released, "RELIEVED", "RELIEVED")]
    [InlineData(FlowStatus.ToFillIn, "INIT", "FILLPENDING")]
    [InlineData((FlowStatus)99, "STATE99", "WAITPICKUP")]
    public void Statuses_of_flows_and_signers_are_reported_as_words(FlowStatus status, string flow, string signer)
    {
        _serving.Book.Add(new Flow { FlowId = "f", Status = status });

        JsonNode response = _serving.Serve(DescribeFlowDetailInfo.Action, Serving.ChannelFlows(["f"]));
        JsonNode info = Assert.Single(response["FlowInfo"]!.AsArray())!;

        Assert.Equal((flow, signer), ((string)info["FlowStatus"]!, (string)info["FlowApproverInfos"]!.AsArray()[^1]!["ApproveStatus"]!));
        Assert.True((long)info["DeadLine"]! > (long)info["CreateOn"]!);
        Assert.Equal(("a", "o"), ((string)response["ApplicationId"]!, (string)response["ProxyOrganizationOpenId"]!));
    }

    [Theory]
    [InlineData("ess.tencentcloudapi.com", "ess")]
    [InlineData("ess.test.ess.tencent.cn", "ess")]
    [InlineData("essbasic.tencentcloudapi.com", "essbasic")]
    [InlineData("essbasic.test.ess.tencent.cn", "essbasic")]
    [InlineData("ESSBASIC.localhost", "essbasic")]
    [InlineData("127.0.0.1", "ess essbasic")]
    [InlineData("localhost", "ess essbasic")]
    public void A_host_serves_the_product_of_its_name_and_an_address_serves_all(string host, string products) =>
        Assert.Equal(products, string.Join(' ', Product.At(host).Select(product => product.Service)));

    private string Remind(string id) =>
        (string)_serving.Serve(ChannelCreateFlowReminds.Action, Serving.ChannelFlows([id]))["RemindFlowRecords"]![0]!["RemindMessage"]!;
}
