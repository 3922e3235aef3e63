using System;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>Groups at the quota: one group a call.</summary>
internal static class GroupsPart
{
    private const double Quota = 20;
    private const int Groups = 5000;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300);

    public static async Task<Section> RunAsync()
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(Latency, QuotaWindow.Sliding);
        ClientResult result = await ClientProcess.MeasureAsync(emulator.Client(ClientWork.Groups, calls: 0) with { Ids = Groups });
        if (result.Reminded != Groups) throw new InvalidOperationException("Not every group was reminded.");
        RecordedCall[] calls = [.. emulator.Calls.Where(call => call.FlowGroupId is { Length: > 0 })];
        return new Section(Say.Invariant($"Reminding {Groups:#,0} groups; quota 20, 300 ms latency"),
        [
            new("`$ids | Send-EssFlowGroupReminder`", "≥ 97 %, no refusal", PaceFigures.Of(calls, Quota).ToString(), ""),
        ]);
    }
}
