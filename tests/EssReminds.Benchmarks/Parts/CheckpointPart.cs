using System;
using System.IO;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>A million ids with a checkpoint, and the same command once more.</summary>
internal static class CheckpointPart
{
    private const int Ids = 1_000_000;

    public static async Task<Section> RunAsync()
    {
        string path = Path.Combine(Scratch.Folder, "million.jsonl");
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync();
        ClientOptions options = emulator.Client(ClientWork.Stream, Ids) with { Checkpoint = path };
        ClientResult run = await MeasureAsync(options);
        long bytes = new FileInfo(path).Length;
        EmulatorStats before = await emulator.StatsAsync();
        ClientResult resumed = await MeasureAsync(options);
        EmulatorStats after = await emulator.StatsAsync();
        File.Delete(path);

        return new Section("A million ids, streamed, with `-CheckpointPath`, no quota",
        [
            new("The run", "", Describe(run),
                Say.Invariant($"the file: {Say.Megabytes(bytes):0} MB, {(double)bytes / Ids:0} bytes a flow")),
            new("The same command again, all done", "no call", Say.Invariant($"{Describe(resumed)}, {after.Calls - before.Calls} calls"),
                Say.Invariant($"first record after {Say.Seconds(resumed.FirstRecord - resumed.Began):0.0} s")),
        ]);
    }

    private static async Task<ClientResult> MeasureAsync(ClientOptions options)
    {
        ClientResult result = await ClientProcess.MeasureAsync(options);
        return result.Records == Ids ? result : throw new InvalidOperationException("Not every flow has a record.");
    }

    private static string Describe(ClientResult result) =>
        Say.Invariant($"{Say.Seconds(result.Ended - result.Began):0.0} s, peak memory {Say.Megabytes(result.PeakMemory):0} MB");
}
