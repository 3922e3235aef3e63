using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BenchmarkDotNet.Attributes;
using EssReminds.Actions.Reminders;
using EssReminds.Benchmarks.Processes;
using EssReminds.Credentials;
using EssReminds.Emulator;
using EssReminds.Protocol;

namespace EssReminds.Benchmarks.Parts;

/// <summary>The work done for each call of 100 flows, without the network.</summary>
public class MicroBenchmarks
{
    private static readonly string[] Ids = [.. FlowIdSource.Of("benchmark", 100)];
    private static readonly Caller Caller =
        new(Protocol.Product.Ess, new Dictionary<string, string> { ["OperatorUserId"] = "yDxMkUyxxxxxxxxxxxVI2JmKxPkk" });
    private static readonly byte[] Body = RemindRequest.Write(Caller, Ids, [], []);
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        "{\"Response\":{\"RemindFlowRecords\":["
        + string.Join(',', Ids.Select(id => $"{{\"CanRemind\":true,\"FlowId\":\"{id}\",\"RemindMessage\":\"签署人 张三: 催办成功；\"}}"))
        + "],\"RequestId\":\"0dc7d0b4-2ab4-4b4c-9a2d-5f6a6e1c9d11\"}}");

    private readonly EssCredential _credential = new(EmulatorKeys.SecretId, Encoding.UTF8.GetBytes(EmulatorKeys.SecretKey), null);
    private readonly long _now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    [Benchmark(Description = "Signing a body of 100 flow ids")]
    public string Sign() => Tc3Signature.Authorization(_credential, "ess", _now, "ess.tencentcloudapi.com", EssClient.ContentType, Body);

    [Benchmark(Description = "Writing a body of 100 flow ids")]
    public byte[] WriteBody() => RemindRequest.Write(Caller, Ids, [], []);

    [Benchmark(Description = "Reading an answer of 100 records")]
    public object ReadAnswer() => AnswerReader.Parse(RemindAction.ServiceOf(Protocol.Product.Ess), Answer, Answer.Length)!;
}
