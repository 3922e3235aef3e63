using System.Linq;
using System.Text.Json.Nodes;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class CreateFlowRemindsTests
{
    private readonly Serving _serving = new();

    [Fact]
    public void A_call_with_every_field_is_carried_out_and_has_one_record_for_each_id()
    {
        JsonNode response = _serving.Serve(CreateFlowReminds.Action, """
            {"Operator":{"UserId":"u","Channel":"x"},"FlowIds":["a","\u0062","a"],"Agent":{"ProxyOrganizationId":"o","AppId":"y"},
             "RemindTypes":["SMS","EMAIL"],"RemindEmailInfos":[{"SignId":"s","ApproverEmail":"张三@example.com"}]}
            """);

        Assert.Equal(["RemindFlowRecords", "RequestId"], response.AsObject().Select(member => member.Key));
        Assert.Equal(["CanRemind", "FlowId", "RemindMessage"], response["RemindFlowRecords"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(["a", "b"], response["RemindFlowRecords"]!.AsArray().Select(record => (string)record!["FlowId"]!));
    }

    [Theory]
    [InlineData("", "InvalidParameter")]
    [InlineData("null", "InvalidParameter")]
    [InlineData("[]", "InvalidParameter")]
    [InlineData("{", "InvalidParameter")]
    [InlineData("{} {}", "InvalidParameter")]
    [InlineData("""{"Operator":"u","FlowIds":["a"]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":7},"FlowIds":["a"]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":"a"}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":[1]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":[null]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":[""]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["\ud800"]}""", "InvalidParameter")]
    [InlineData("""{"FlowIds":["a"]}""", "MissingParameter")]
    [InlineData("""{"Operator":{},"FlowIds":["a"]}""", "MissingParameter.UserId")]
    [InlineData("""{"Operator":{"UserId":""},"FlowIds":["a"]}""", "MissingParameter.UserId")]
    [InlineData("""{"Operator":{"UserId":"u"}}""", "MissingParameter.FlowId")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":[]}""", "MissingParameter.FlowId")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["a"],"RemindTypes":["FAX"]}""", "InvalidParameter.NotifyType")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["a"],"RemindEmailInfos":[{"SignId":"s"}]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["a"],"RemindEmailInfos":[null]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["a"],"Flows":{"x":[]}}""", "UnknownParameter")]
    public void Each_mistake_in_a_body_has_its_error_code_and_reminds_nobody(string body, string expected)
    {
        Assert.Equal(expected, _serving.Error(CreateFlowReminds.Action, body)?.Code);
        Assert.Equal(0, _serving.Book.TotalReminders);
    }

    [Theory]
    [InlineData("Agent", """{"ProxyOrganizationId":"o"}""")]
    [InlineData("RemindTypes", """["SMS"]""")]
    [InlineData("RemindEmailInfos", "[]")]
    public void The_classic_service_refuses_the_newer_parameters_as_unknown(string name, string value)
    {
        string body = Serving.Flows(["a"], $"\"{name}\":{value}");

        ServiceError error = new Serving(new EmulatorOptions { Api = ServiceApi.Classic }).Error(CreateFlowReminds.Action, body)!;

        Assert.Equal("UnknownParameter", error.Code);
        Assert.Equal($"The parameter `{name}` is not recognized.", error.English);
        Assert.Null(_serving.Error(CreateFlowReminds.Action, body));
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "InvalidParameterValue")]
    [InlineData(5000, "InvalidParameterValue")]
    public void A_call_takes_at_most_a_hundred_ids(int count, string? expected)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(n => $"yDxVwUyKQWho8CUuO4zjEyQO{n:x8}")];

        Assert.Equal(expected, _serving.Error(CreateFlowReminds.Action, Serving.Flows(ids))?.Code);
    }
}
