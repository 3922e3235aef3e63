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
}
