using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>How much of a quota of 20 calls a second is used at each latency.</summary>
internal static class PacePart
{
    private const double Quota = 20;
    private const int Calls = 200;
    private static readonly TimeSpan LongestBaseline = TimeSpan.FromSeconds(20);
    private const int TlsLatency = 300;
    private static readonly int[] Latencies = [15, 300, 1000, 3000];

    /// <summary>More points for the baseline, whose curve bends more than ours; all run at once, so they take no extra time.</summary>
    private static readonly int[] MoreBaselineLatencies = [50, 100, 150, 600, 2000];

    public static async Task<Section> RunAsync()
    {
        var rows = new List<Row>();
        var plot = new Plot(Quota);
        foreach (QuotaWindow window in (QuotaWindow[])[QuotaWindow.Sliding, QuotaWindow.Fixed])
        {
            Dictionary<int, PaceFigures> baseline = await BaselineAsync(window);
            foreach (int latency in Latencies)
            {
                (PaceFigures ours, double seconds) = await OursAsync(window, latency);
                rows.Add(RowOf(window, latency, ours, seconds, baseline[latency]));
                if (window == QuotaWindow.Sliding) plot.AddOurs(latency, ours.CallsPerSecond);
            }

            if (window != QuotaWindow.Sliding) continue;
            if (OperatingSystem.IsLinux()) rows.Add(await ThroughTlsAsync());
            foreach ((int latency, PaceFigures figures) in baseline) plot.AddBaseline(latency, figures.CallsPerSecond);
        }

        return new Section("Share of a quota of 20 calls a second that is used, 200 calls of 100 flows", rows) { Svg = plot.ToSvg() };
    }

    private static Row RowOf(QuotaWindow window, int latency, PaceFigures ours, double seconds, PaceFigures baseline)
    {
        double least = (Calls - 1) / Quota + latency / 1000.0;
        bool longest = latency == Latencies[^1];
        return new Row(
            Say.Invariant($"{latency:#,0} ms latency, the service counts ")
                + (window == QuotaWindow.Sliding ? "any second" : "seconds of the calendar"),
            longest ? "≥ 97 % of what the ramp-up allows" : "≥ 97 %, refusals ≤ 1 %",
            Say.Invariant($"{ours}; done in {seconds:0.0} s ({Say.Percent(least / seconds)} of the ramp-up's pace)"),
            baseline.ToString());
    }

    /// <summary>The same through TLS, as the real service requires. Only on Linux can a process be told which authority to trust.</summary>
    private static async Task<Row> ThroughTlsAsync()
    {
        (PaceFigures ours, double seconds) = await OursAsync(QuotaWindow.Sliding, TlsLatency, HttpsMode.Trusted);
        return new Row(
            Say.Invariant($"{TlsLatency} ms latency through https, the service counts any second"),
            "≥ 97 %, refusals ≤ 1 %", Say.Invariant($"{ours}; done in {seconds:0.0} s"), "");
    }

    private static async Task<(PaceFigures Figures, double Seconds)> OursAsync(
        QuotaWindow window, int latency, HttpsMode https = HttpsMode.Off)
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(TimeSpan.FromMilliseconds(latency), window, https: https);
        ClientResult result = await ClientProcess.MeasureAsync(emulator.Client(ClientWork.Pipeline, Calls), emulator.CaFile);
        if (result.Reminded != Calls * 100) throw new InvalidOperationException("Not every flow was reminded.");
        CallTrace.Write($"pace-{window}-{latency}ms{(https == HttpsMode.Off ? "" : "-https")}", emulator.Calls);
        return (PaceFigures.Of(emulator.Calls, Quota), Say.Seconds(result.Ended - result.Began));
    }

    /// <summary>Runs all latencies at once: each is one loop that mostly waits.</summary>
    private static async Task<Dictionary<int, PaceFigures>> BaselineAsync(QuotaWindow window)
    {
        int[] latencies = window == QuotaWindow.Sliding ? [.. Latencies, .. MoreBaselineLatencies] : Latencies;
        PaceFigures[] figures = await Task.WhenAll(latencies.Select(latency => BaselineAsync(window, latency)));
        return latencies.Zip(figures).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static async Task<PaceFigures> BaselineAsync(QuotaWindow window, int latency)
    {
        int calls = Math.Min(Calls, (int)(LongestBaseline.TotalMilliseconds / latency) + 1);
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(TimeSpan.FromMilliseconds(latency), window);
        await ClientProcess.MeasureAsync(emulator.Client(ClientWork.Loop, calls));
        return PaceFigures.Of(emulator.Calls, Quota);
    }
}
