using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class ReminderCallReaderTests
{
    [Fact]
    public void A_full_call_is_read()
    {
        ReminderCall call = Read("""
            {"Operator":{"UserId":"u","Channel":"x"},"FlowIds":["a","\u0062","a"],"Agent":{"ProxyOrganizationId":"o","AppId":"y"},
             "RemindTypes":["SMS","EMAIL"],"RemindEmailInfos":[{"SignId":"s","ApproverEmail":"张三@example.com"}]}
            """, out string? code);

        Assert.Null(code);
        Assert.Equal("u", call.UserId);
        Assert.Equal(["a", "b"], call.FlowIds.ToStrings());
        Assert.Equal(3, call.FlowIds.Sent);
        Assert.Equal("o", call.ProxyOrganizationId);
        Assert.Equal(FlowNotifyType.All, call.RemindTypes);
        Assert.Equal("张三@example.com", call.Emails["s"]);
    }

    [Theory]
    [InlineData("", "InvalidParameter")]
    [InlineData("[]", "InvalidParameter")]
    [InlineData("{", "InvalidParameter")]
    [InlineData("{} {}", "InvalidParameter")]
    [InlineData("""{"Operator":"u","FlowIds":["a"]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":7},"FlowIds":["a"]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":"a"}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":[1]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":[""]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["\ud800"]}""", "InvalidParameter")]
    [InlineData("""{"FlowIds":["a"]}""", "MissingParameter")]
    [InlineData("""{"Operator":{},"FlowIds":["a"]}""", "MissingParameter.UserId")]
    [InlineData("""{"Operator":{"UserId":""},"FlowIds":["a"]}""", "MissingParameter.UserId")]
    [InlineData("""{"Operator":{"UserId":"u"}}""", "MissingParameter.FlowId")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":[]}""", "MissingParameter.FlowId")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["a"],"RemindTypes":["FAX"]}""", "InvalidParameter.NotifyType")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["a"],"RemindEmailInfos":[{"SignId":"s"}]}""", "InvalidParameter")]
    [InlineData("""{"Operator":{"UserId":"u"},"FlowIds":["a"],"Flows":{"x":[]}}""", "UnknownParameter")]
    public void Each_flaw_has_its_code(string body, string expected)
    {
        Read(body, out string? code);
        Assert.Equal(expected, code);
    }

    [Theory]
    [InlineData("Agent", """{"ProxyOrganizationId":"o"}""")]
    [InlineData("RemindTypes", """["SMS"]""")]
    [InlineData("RemindEmailInfos", "[]")]
    public void The_classic_service_does_not_know_todays_parameters(string name, string value)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"Operator":{"UserId":"u"},"FlowIds":["a"],"{{name}}":{{value}}}""");

        ServiceError error = ReminderCallReader.Read(body, ServiceApi.Classic, new ReminderCall())!;

        Assert.Equal("UnknownParameter", error.Code);
        Assert.Equal($"The parameter `{name}` is not recognized.", error.English);
        Assert.Null(ReminderCallReader.Read(body, ServiceApi.Current, new ReminderCall()));
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "InvalidParameterValue")]
    [InlineData(5000, "InvalidParameterValue")]
    public void A_call_takes_a_hundred_ids(int count, string? expected)
    {
        string ids = JsonSerializer.Serialize(Enumerable.Range(0, count).Select(n => $"yDxVwUyKQWho8CUuO4zjEyQO{n:x8}"));

        ReminderCall call = Read($$"""{"Operator":{"UserId":"u"},"FlowIds":{{ids}}}""", out string? code);

        Assert.Equal(expected, code);
        Assert.Equal(Math.Min(count, 100), call.FlowIds.Count);
    }

    private static ReminderCall Read(string body, out string? code)
    {
        var call = new ReminderCall();
        code = ReminderCallReader.Read(Encoding.UTF8.GetBytes(body), ServiceApi.Current, call)?.Code;
        return call;
    }
}
