using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>Three processes with one key at once: on one machine, and with nothing shared, as if on three machines.</summary>
internal static class ProcessesPart
{
    private const double Quota = 20;
    private const int CallsEach = 100;
    private const int CallsOfAMachine = 600;
    private static readonly string[] Names = ["one", "two", "three"];
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LatencyOfMachines = TimeSpan.FromMilliseconds(300);

    /// <summary>How long machines that share nothing need to find their shares.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    public static async Task<Section> RunAsync()
    {
        string ours = Figures(await MeasureAsync(ClientWork.Pipeline, apart: false));
        string baseline = Figures(await MeasureAsync(ClientWork.Loop, apart: false));
        IReadOnlyList<RecordedCall> machines = await MeasureAsync(ClientWork.Pipeline, apart: true);
        return new Section("Three processes at once with one key",
        [
            new("On one machine, 100 calls each: quota 20, 100 ms latency, the service counts any second",
                "≥ 92 % together, refusals ≤ 3 %, no process under 20 % of the calls", ours, baseline),
            new("On three machines, as it were (nothing shared but the account), 600 calls each, 300 ms: the first 20 s", "", Figures(
                [.. machines.Where(call => call.Arrived - machines[0].Arrived < Settling)]), ""),
            new("From then on, until the first of them is done", "≥ 95 % together, refusals ≤ 4 %, no machine under 25 % of the calls",
                Figures([.. WhileAllWork(machines).Where(call => call.Arrived - machines[0].Arrived >= Settling)]), ""),
        ]);
    }

    private static async Task<IReadOnlyList<RecordedCall>> MeasureAsync(ClientWork work, bool apart)
    {
        await using QuotaEmulator emulator =
            await QuotaEmulator.StartAsync(apart ? LatencyOfMachines : Latency, QuotaWindow.Sliding);
        var clients = new List<ClientProcess>();
        try
        {
            foreach (string name in Names)
            {
                ClientOptions options = emulator.Client(work, apart ? CallsOfAMachine : CallsEach) with { Operator = name };
                clients.Add(await ClientProcess.StartAsync(options, apart ? name : Names[0]));
            }

            await Task.WhenAll(clients.Select(client => client.RunAsync()));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        CallTrace.Write($"three-{(apart ? "machines" : "processes")}-{work}", emulator.Calls);
        return emulator.Calls;
    }

    private static string Figures(IReadOnlyList<RecordedCall> calls) =>
        Say.Invariant($"{PaceFigures.Of(calls, Quota)}; the one with the fewest made {Say.Percent(LeastShare(calls))}");

    private static IEnumerable<RecordedCall> WhileAllWork(IReadOnlyList<RecordedCall> calls)
    {
        TimeSpan until = Names.Min(name => calls.Last(call => call.UserId == name).Arrived);
        return calls.TakeWhile(call => call.Arrived <= until);
    }

    /// <summary>The smallest share of the calls accepted while all three processes worked.</summary>
    private static double LeastShare(IReadOnlyList<RecordedCall> calls)
    {
        var accepted = calls.Where(call => call.CarriedOut).ToList();
        var spans = Names.Select(name => accepted.Where(call => call.UserId == name).Select(call => call.Arrived).ToList()).ToList();
        TimeSpan from = spans.Max(span => span[0]), until = spans.Min(span => span[^1]);
        int[] counts = [.. spans.Select(span => span.Count(arrived => arrived >= from && arrived <= until))];
        return (double)counts.Min() / counts.Sum();
    }
}
