using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;

namespace EssReminds.Benchmarks.Parts;

/// <summary>Throughput without a quota.</summary>
internal static class ThroughputPart
{
    private const int Flows = 1_000_000;
    private const int Rounds = 3;
    private const int InFlight = 64; // the default of Send-EssFlowReminder

    public static async Task<Section> RunAsync()
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync();
        ClientOptions loop = emulator.Client(ClientWork.Loop, Flows);
        var engine = new ClientOptions { Module = Checkout.EmptyModule, Ids = Flows };
        ClientOptions[] contenders =
        [
            emulator.Client(ClientWork.Pipeline, Flows),
            emulator.Client(ClientWork.Argument, Flows),
            loop,
            loop with { InFlight = InFlight },
            engine with { Work = ClientWork.EnginePipeline },
            engine with { Work = ClientWork.EngineArgument },
        ];
        // One round after another, so that a busy moment of the machine affects all contenders.
        var results = new List<ClientResult[]>();
        for (int round = 0; round < Rounds; round++)
        {
            var one = new List<ClientResult>();
            foreach (ClientOptions contender in contenders) one.Add(await ClientProcess.MeasureAsync(contender));
            results.Add([.. one]);
        }

        Speed pipeline = Of(results, 0), argument = Of(results, 1), oneByOne = Of(results, 2), many = Of(results, 3);
        Speed enginePipeline = Of(results, 4), engineArgument = Of(results, 5);
        string comparison =
            Say.Invariant($"loop: {oneByOne.FlowsPerSecond:#,0} one call at a time, {many.FlowsPerSecond:#,0} with {InFlight} in flight");
        string processor =
            Say.Invariant($"loop: {oneByOne.Microseconds:0.0} µs one call at a time, {many.Microseconds:0.0} µs with {InFlight} in flight");
        return new Section(Say.Invariant($"Quota lifted, {Flows:#,0} flows in a fresh session, median of {Rounds}"),
        [
            new("Flows a second, `$ids | Send-EssFlowReminder`", "≥ 60,000", Say.Invariant($"{pipeline.FlowsPerSecond:#,0}"), comparison),
            new("Flows a second, `Send-EssFlowReminder $ids`", "≥ 60,000", Say.Invariant($"{argument.FlowsPerSecond:#,0}"), ""),
            new("Processor time of the session a flow, through the pipeline", "≤ 15 µs",
                Say.Invariant($"{pipeline.Microseconds:0.0} µs"), processor),
            new("Processor time of the session a flow, as an argument", "≤ 15 µs", Say.Invariant($"{argument.Microseconds:0.0} µs"), ""),
            Limit("through the pipeline", pipeline, enginePipeline, oneByOne),
            Limit("as an argument", argument, engineArgument, oneByOne),
        ]);
    }

    /// <summary>The lower limit for any module: the engine passes ids in and objects out, and something must make the calls.</summary>
    private static Row Limit(string how, Speed ours, Speed engine, Speed loop)
    {
        double limit = engine.Microseconds + loop.Microseconds;
        return new Row($"The same over its limit, {how}", "", Say.Invariant($"{ours.Microseconds / limit:0.00} ×"), Say.Invariant(
            $"limit: {limit:0.0} µs, {engine.Microseconds:0.0} for a cmdlet that does nothing and {loop.Microseconds:0.0} for the loop"));
    }

    private static Speed Of(List<ClientResult[]> rounds, int contender)
    {
        ClientResult[] results = [.. rounds.Select(round => round[contender])];
        bool reminds = contender < 4;
        if (results.Any(result => (reminds ? result.Reminded : result.Records) != Flows))
            throw new InvalidOperationException("Not every flow was reminded.");
        return new Speed(
            Say.Median([.. results.Select(result => Flows / Say.Seconds(result.Ended - result.Began))]),
            Say.Median([.. results.Select(result => result.Processor / 10.0 / Flows)]));
    }

    private sealed record Speed(double FlowsPerSecond, double Microseconds);
}
