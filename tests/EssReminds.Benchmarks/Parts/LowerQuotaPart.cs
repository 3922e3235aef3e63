using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>An account whose real quota is half of what the client believes.</summary>
internal static class LowerQuotaPart
{
    private const double Quota = 10;
    private const int Calls = 150;
    private const int BaselineCalls = 80;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static async Task<Section> RunAsync()
    {
        string number = await OursAsync(RefusalText.Number), plain = await OursAsync(RefusalText.Plain), baseline = await BaselineAsync();
        return new Section("The account's quota is 10, the client believes 20",
        [
            new("A refusal names the quota", "settled within 2 s, then ≥ 93 % of 10, nothing lost", number, baseline),
            new("A refusal names no number", "", plain, ""),
        ]);
    }

    private static async Task<string> OursAsync(RefusalText refusals)
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(Latency, QuotaWindow.Sliding, Quota, refusals);
        ClientOptions options = emulator.Client(ClientWork.Pipeline, Calls);
        ClientResult result = await ClientProcess.MeasureAsync(options);

        IReadOnlyList<RecordedCall> calls = emulator.Calls;
        CallTrace.Write($"lower-quota-{refusals}", calls);
        int settled = SettledAt(calls);
        PaceFigures after = PaceFigures.Of([.. calls.Skip(settled)], Quota);
        int refused = calls.Count(call => !call.CarriedOut);
        long lost = options.Ids - Math.Min(result.Reminded, emulator.Stats.FlowsReminded);
        TimeSpan settling = calls[settled].Arrived - calls[0].Arrived;
        return Say.Invariant($"settled after {settling.TotalSeconds:0.0} s, then {Say.Percent(after.Share)} of 10; ")
            + Say.Invariant($"{refused} of {calls.Count} calls refused, {after.Refused} of them after settling; {lost} flows lost");
    }

    /// <summary>The first call accepted after which a whole second passes without a refusal.</summary>
    private static int SettledAt(IReadOnlyList<RecordedCall> calls)
    {
        for (int i = 0; i < calls.Count; i++)
        {
            TimeSpan from = calls[i].Arrived;
            if (calls.Skip(i).TakeWhile(call => call.Arrived - from < Second).All(call => call.CarriedOut)) return i;
        }

        return calls.Count - 1;
    }

    private static async Task<string> BaselineAsync()
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(Latency, QuotaWindow.Sliding, Quota);
        await ClientProcess.MeasureAsync(emulator.Client(ClientWork.Loop, BaselineCalls));
        return PaceFigures.Of(emulator.Calls, Quota).ToString();
    }
}
