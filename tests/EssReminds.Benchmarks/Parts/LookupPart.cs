using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>Look-ups: at the quota, beside reminders, and with the quota lifted.</summary>
internal static class LookupPart
{
    private const double Quota = 20;
    private const int Calls = 1000;
    private const int CallsSideBySide = 300;
    private const int Flows = 100_000;
    private const int Rounds = 3;
    private const string Briefs = "DescribeFlowBriefs";
    private const string Target = "≥ 97 %, no refusal";
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300);

    public static async Task<Section> RunAsync()
    {
        IReadOnlyList<RecordedCall> alone = await MeasureAsync(Calls, ClientWork.LookForSigners);
        IReadOnlyList<RecordedCall> beside = await MeasureAsync(CallsSideBySide, ClientWork.Look, ClientWork.Pipeline);
        (string speed, string processor) = await FreelyAsync(ClientWork.Look);
        (string speedWithSigners, string processorWithSigners) = await FreelyAsync(ClientWork.LookForSigners);
        return new Section(Say.Invariant($"Looking {Flows:#,0} flows up; quota 20, 300 ms latency"),
        [
            new("`Get-EssFlow -IncludeSigner`: share of DescribeFlowBriefs", Target, Share(alone, Briefs), ""),
            new("The same: share of DescribeFlowInfo", Target, Share(alone, "DescribeFlowInfo"), ""),
            new("`Get-EssFlow` beside `Send-EssFlowReminder`, 300 calls each: the look-up", Target, Share(beside, Briefs), ""),
            new("The same: the reminders", Target, Share(beside, "CreateFlowReminds"), ""),
            new("Quota lifted: flows a second", "", speed, "with signers: " + speedWithSigners),
            new("Quota lifted: processor time of the session a flow", "", processor, "with signers: " + processorWithSigners),
        ]);
    }

    private static async Task<IReadOnlyList<RecordedCall>> MeasureAsync(int calls, params ClientWork[] works)
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(Latency, QuotaWindow.Sliding);
        var clients = new List<ClientProcess>();
        try
        {
            foreach (ClientWork work in works)
                clients.Add(await ClientProcess.StartAsync(emulator.Client(work, calls) with { Operator = work.ToString() }));
            await Task.WhenAll(clients.Select(client => client.RunAsync()));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        return emulator.Calls;
    }

    private static string Share(IReadOnlyList<RecordedCall> calls, string action) =>
        PaceFigures.Of([.. calls.Where(call => call.Action == action)], Quota).ToString();

    private static async Task<(string Speed, string Processor)> FreelyAsync(ClientWork work)
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync();
        var results = new List<ClientResult>();
        for (int round = 0; round < Rounds; round++)
            results.Add(await ClientProcess.MeasureAsync(emulator.Client(work, Flows)));
        if (results.Any(result => result.Reminded != Flows)) throw new InvalidOperationException("Not every flow was found.");
        double speed = Say.Median([.. results.Select(result => Flows / Say.Seconds(result.Ended - result.Began))]);
        double microseconds = Say.Median([.. results.Select(result => result.Processor / 10.0 / Flows)]);
        return (Say.Invariant($"{speed:#,0}"), Say.Invariant($"{microseconds:0.0} µs"));
    }
}
