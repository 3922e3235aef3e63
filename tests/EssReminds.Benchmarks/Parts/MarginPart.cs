using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Connection;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>What a margin under the quota gains by itself: calls in absolute time slots, without the rest of the rate gate.</summary>
internal static class MarginPart
{
    private const double Quota = 20;
    private const int Calls = 200;
    private static readonly double[] Margins = [0.005, 0.01, 0.015, 0.025, 0.04];
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Ids = [.. FlowIdSource.Of("margin", 100)];

    public static async Task<Section> RunAsync()
    {
        var rows = new List<Row>();
        foreach (double margin in Margins)
        {
            PaceFigures figures = await MeasureAsync(margin);
            string used = Math.Abs(1 - margin - Pace.Share) < 1e-9 ? ", the module's" : "";
            rows.Add(new Row(
                Say.Invariant($"Margin of {margin * 100:0.0} %{used}"), "",
                Say.Invariant($"{figures.Refused} of {Calls} calls refused"), ""));
        }

        return new Section("A margin under the quota and nothing else: calls on absolute slots, 300 ms, any second", rows);
    }

    private static async Task<PaceFigures> MeasureAsync(double margin)
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(Latency, QuotaWindow.Sliding);
        using var client = new SignedClient(emulator.Client(ClientWork.Loop, Calls));
        TimeSpan interval = TimeSpan.FromSeconds(1 / (Quota * (1 - margin)));
        var calls = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (int n = 0; n < Calls; n++)
        {
            for (TimeSpan early; (early = interval * n - watch.Elapsed) > TimeSpan.Zero;)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(early.TotalMilliseconds)));
            calls.Add(client.TryRemindAsync(Ids));
        }

        await Task.WhenAll(calls);
        CallTrace.Write(Say.Invariant($"margin-{margin * 100:0.0}"), emulator.Calls);
        return PaceFigures.Of(emulator.Calls, Quota);
    }
}
