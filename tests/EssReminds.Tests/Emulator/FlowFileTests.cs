using System;
using System.IO;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class FlowFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Flows_groups_and_bad_ids_are_read_from_a_file()
    {
        FlowFile file = Read("""
            {
              "flows": [
                {
                  "FlowId": "a", "Status": "partly", "NotifyType": "ALL", // comments are fine
                  "Signers": [
                    { "Name": "张三", "SignId": "s1", "State": "signed" },
                    { "Name": "李四", "RemindedBefore": 2 },
                  ],
                },
                { "FlowId": "s", "Status": 99, "Deadline": "2026-12-31T18:00:00+08:00", "DeadlineIn": "2.12:00:00" },
                { "FlowId": "b", "Sinks": "OperationDenied.FlowHasTerminated" },
                { "FlowId": "c", "Record": { "CanRemind": false, "RemindMessage": "今天已经催办过了" } }
              ],
              "groups": [{ "FlowGroupId": "g", "FlowIds": ["a", "b"] }, { "FlowGroupId": "h", "Unknown": true }],
              "unknownFlows": ["d"],
              "forbiddenFlows": ["e"],
              "unknownPrefixes": ["no-"]
            }
            """);

        Flow flow = file.Flows[0];
        Assert.Equal(("a", FlowStatus.Partly, FlowNotifyType.All), (flow.FlowId, flow.Status, flow.NotifyType));
        Assert.Equal(("张三", "s1", SignerState.Signed), (flow.Signers[0].Name, flow.Signers[0].SignId, flow.Signers[0].State));
        Assert.Equal((SignerState.Waiting, 2), (flow.Signers[1].State, flow.Signers[1].RemindedBefore));
        Assert.Equal("OperationDenied.FlowHasTerminated", file.Flows[2].Sinks);
        Assert.Equal(new FixedRecord(false, "今天已经催办过了"), file.Flows[3].Record);
        Assert.Equal(((FlowStatus)99, TimeSpan.FromDays(2.5)), (file.Flows[1].Status, file.Flows[1].DeadlineIn));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 18, 0, 0, TimeSpan.FromHours(8)), file.Flows[1].Deadline);
        Assert.Equal(["a", "b"], file.Groups[0].FlowIds);
        Assert.True(file.Groups[1].Unknown);
        Assert.Equal("e", Assert.Single(file.ForbiddenFlows));
        Assert.Equal("d", Assert.Single(file.UnknownFlows));
        Assert.Equal("no-", Assert.Single(file.UnknownPrefixes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"flows":[{}]}""")]
    [InlineData("""{"flows":[{"FlowId":null}]}""")]
    [InlineData("""{"flows":[{"FlowId":"a","Status":"asleep"}]}""")]
    [InlineData("""{"flows":[{"FlowId":"a","Signer":[]}]}""")]
    [InlineData("""{"flows":[{"FlowId":"a","Signers":[{}]}]}""")]
    public void An_invalid_file_is_an_error_naming_it(string text)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(text));
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_error_naming_it() =>
        Assert.Contains(_path, Assert.Throws<InvalidDataException>(() => FlowFile.Read(_path)).Message, StringComparison.Ordinal);

    private FlowFile Read(string text)
    {
        File.WriteAllText(_path, text);
        return FlowFile.Read(_path);
    }
}
