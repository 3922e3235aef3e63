using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>Three processes at once with one key, on one machine and as if each had one of its own.</summary>
internal static class ProcessesPart
{
    private const double Quota = 20;
    private const int CallsEach = 100;
    private static readonly string[] Names = ["one", "two", "three"];
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    public static async Task<Section> RunAsync()
    {
        string ours = await MeasureAsync(ClientWork.Pipeline, apart: false);
        string apart = await MeasureAsync(ClientWork.Pipeline, apart: true);
        string baseline = await MeasureAsync(ClientWork.Loop, apart: false);
        return new Section("Three processes at once with one key, 100 calls each",
        [
            new("Quota 20, 100 ms latency, the service counts any second",
                "≥ 92 % together, refusals ≤ 3 %, no process under 20 % of the calls", ours, baseline),
            new("The same from three machines, which share nothing but the account", "", apart, ""),
        ]);
    }

    private static async Task<string> MeasureAsync(ClientWork work, bool apart)
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(Latency, QuotaWindow.Sliding);
        var clients = new List<ClientProcess>();
        try
        {
            foreach (string name in Names)
                clients.Add(await ClientProcess.StartAsync(emulator.Client(work, CallsEach) with { Operator = name }, apart ? name : Names[0]));
            await Task.WhenAll(clients.Select(client => client.RunAsync()));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        CallTrace.Write($"three-{(apart ? "machines" : "processes")}-{work}", emulator.Calls);
        return Say.Invariant($"{PaceFigures.Of(emulator.Calls, Quota)}; the process with the fewest made {Say.Percent(LeastShare(emulator.Calls))}");
    }

    /// <summary>Of the calls accepted while all three were at work: from the last one's first call to the first one's last.</summary>
    private static double LeastShare(IReadOnlyList<RecordedCall> calls)
    {
        var accepted = calls.Where(call => call.CarriedOut).ToList();
        var spans = Names.Select(name => accepted.Where(call => call.UserId == name).Select(call => call.Arrived).ToList()).ToList();
        TimeSpan from = spans.Max(span => span[0]), until = spans.Min(span => span[^1]);
        int[] counts = [.. spans.Select(span => span.Count(arrived => arrived >= from && arrived <= until))];
        return (double)counts.Min() / counts.Sum();
    }
}
