using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class EmulatorServiceTests
{
    [Fact]
    public async Task A_signed_call_reminds_each_flow_once()
    {
        await using EmulatorHost emulator = await EmulatorHost.StartAsync();
        using var client = new SigningClient(emulator);

        JsonNode response = await client.RemindAsync("one", "two", "one");

        Assert.Equal(2, response["RemindFlowRecords"]!.AsArray().Count);
        Assert.Equal("one", (string)response["RemindFlowRecords"]![0]!["FlowId"]!);
        Assert.Contains("催办成功；", (string)response["RemindFlowRecords"]![0]!["RemindMessage"]!);
        Assert.All(emulator.Book.All().Values, signers => Assert.All(signers, signer => Assert.Equal(1, signer.Count)));
        Assert.Equal(2, emulator.Stats.FlowsReminded);
    }

    [Theory]
    [InlineData("DescribeFlowBriefs", "FlowBriefs")]
    [InlineData("DescribeFlowInfo", "FlowDetailInfos")]
    public async Task A_signed_look_up_call_returns_each_flow_and_reminds_nobody(string action, string member)
    {
        await using EmulatorHost emulator = await EmulatorHost.StartAsync(new EmulatorOptions { RecordCalls = true });
        using var client = new SigningClient(emulator) { Action = action };

        JsonNode response = await client.CallAsync(SigningClient.Body("one", "two"));

        Assert.Equal(2, response[member]!.AsArray().Count);
        RecordedCall call = Assert.Single(emulator.Calls);
        Assert.Equal((action, true), (call.Action, call.CarriedOut));
        Assert.Equal(["one", "two"], call.FlowIds);
        Assert.Equal(0, emulator.Stats.Reminders);
    }

    [Fact]
    public async Task A_signed_call_reminds_the_flows_of_a_group()
    {
        await using EmulatorHost emulator = await EmulatorHost.StartAsync(new EmulatorOptions { RecordCalls = true });
        using var client = new SigningClient(emulator) { Action = "CreateFlowGroupReminds" };

        JsonNode response = await client.CallAsync(Serving.Group("g"));

        Assert.NotEmpty(response["RemindFlowGroupRecords"]!.AsArray());
        Assert.Equal("g", Assert.Single(emulator.Calls).FlowGroupId);
        Assert.Equal(emulator.Book.FlowsOf("g").Order(), emulator.Book.All().Keys.Order());
    }

    [Fact]
    public async Task The_product_essbasic_has_its_own_version_service_and_actions()
    {
        await using EmulatorHost emulator = await EmulatorHost.StartAsync();
        using var client = new SigningClient(emulator)
        {
            Action = "ChannelCreateFlowReminds",
            Version = "2021-05-26",
            Service = "essbasic",
        };
        string body = Serving.ChannelFlows(["one"]);
        Assert.Single((await client.CallAsync(body))["RemindFlowRecords"]!.AsArray());

        client.Service = "ess";
        Assert.Equal("AuthFailure.SignatureFailure", await client.ErrorCodeAsync(body));
        client.Version = "2020-11-11";
        Assert.Equal("InvalidAction", await client.ErrorCodeAsync(body));
        (client.Action, client.Version) = ("CreateFlowReminds", "2021-05-26");
        Assert.Equal("InvalidAction", await client.ErrorCodeAsync(body));
        client.Version = "2021-05-27";
        Assert.Equal("NoSuchVersion", await client.ErrorCodeAsync(body));
        Assert.Equal(1, emulator.Stats.CarriedOut);
    }

    [Fact]
    public async Task Each_action_has_its_own_quota_and_statistics()
    {
        await using EmulatorHost emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0.001 });
        using var client = new SigningClient(emulator);
        foreach (string action in (string[])["CreateFlowReminds", "DescribeFlowBriefs", "DescribeFlowInfo"])
        {
            client.Action = action;
            Assert.Null(await client.ErrorCodeAsync(SigningClient.Body("f")));
            Assert.Equal("RequestLimitExceeded", await client.ErrorCodeAsync(SigningClient.Body("f")));
        }

        client.Action = "NoAction";
        Assert.Equal("InvalidAction", await client.ErrorCodeAsync(SigningClient.Body("f")));

        EmulatorStats stats = emulator.Stats;
        Assert.Equal((7, 3, 3), (stats.Calls, stats.CarriedOut, stats.Refusals));
        Assert.Equal(["CreateFlowReminds", "DescribeFlowBriefs", "DescribeFlowInfo"], stats.Actions.Keys);
        Assert.All(stats.Actions.Values, action => Assert.Equal(
            (2, 1, 1, 0), (action.Calls, action.CarriedOut, action.Refusals, action.InFlight)));
    }

    [Fact]
    public async Task DescribeFlowBriefs_is_refused_beyond_its_daily_limit_until_the_next_day()
    {
        await using EmulatorHost emulator = await EmulatorHost.StartAsync(new EmulatorOptions { BriefsPerDay = 2 });
        using var client = new SigningClient(emulator) { Action = "DescribeFlowBriefs" };
        for (int n = 0; n < 2; n++) Assert.Null(await client.ErrorCodeAsync(SigningClient.Body("f")));

        Assert.Equal("OperationDenied.OutQueryLimit", await client.ErrorCodeAsync(SigningClient.Body("f")));
        client.Action = "DescribeFlowInfo";
        Assert.Null(await client.ErrorCodeAsync(SigningClient.Body("f")));
        client.Action = "DescribeFlowBriefs";
        Assert.Equal("OperationDenied.OutQueryLimit", await client.ErrorCodeAsync(SigningClient.Body("f")));
        (client.ClockOffset, emulator.ClockOffset) = (TimeSpan.FromDays(1), TimeSpan.FromDays(1));
        Assert.Null(await client.ErrorCodeAsync(SigningClient.Body("f")));
    }
}
