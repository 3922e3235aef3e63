using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Emulator;
using EssReminds.Protocol;

namespace EssReminds.Benchmarks.Parts;

/// <summary>What each margin under the quota costs and saves: the gate alone, deaf to refusals.</summary>
internal static class MarginPart
{
    private const double Quota = 20;
    private const int Calls = 200;
    private static readonly double[] Margins = [0.005, 0.01, 0.015, 0.025, 0.04];
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300);

    public static async Task<Section> RunAsync()
    {
        var rows = new List<Row>();
        foreach (double margin in Margins)
        {
            PaceFigures figures = await MeasureAsync(1 - margin);
            bool chosen = Math.Abs(1 - margin - Pace.Share) < 1e-9;
            rows.Add(new Row(Say.Invariant($"{margin * 100:0.0} %{(chosen ? ", the one in use" : "")}"), "",
                Say.Invariant($"{figures.Refused} of {Calls} calls refused"), Say.Invariant($"pace: {(1 - margin) * 100:0.0} % of the quota")));
        }

        return new Section("The margin under the quota: the gate alone, which slows down for no refusal; 300 ms, any second", rows);
    }

    private static async Task<PaceFigures> MeasureAsync(double share)
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(Latency, QuotaWindow.Sliding);
        ClientOptions options = emulator.Client(ClientKind.Loop, Calls);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var client = new EssClient(http, new Uri(options.Endpoint), TimeSpan.FromSeconds(10));
        var credential = EssCredential.FromText(options.SecretId, options.SecretKey, null);
        var gate = new RateGate(Quota * share / Pace.Share, new LocalSlots(), Clock.System);
        byte[] body = RemindRequest.Write(new RemindParameters { OperatorUserId = options.Operator }, [.. FlowIdSource.Stream("margin", 100)]);

        await Task.WhenAll(Enumerable.Range(0, Calls).Select(async _ =>
        {
            await gate.WaitAsync(null, CancellationToken.None);
            await client.SendAsync(credential, DateTimeOffset.UtcNow, body, gate.Opened, CancellationToken.None);
        }));
        CallTrace.Write(Say.Invariant($"margin-{(1 - share) * 100:0.0}"), emulator.Calls);
        return PaceFigures.Of(emulator.Calls, Quota);
    }
}
