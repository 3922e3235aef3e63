using System;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;

namespace EssReminds.Benchmarks.Parts;

/// <summary>Peak memory at a million ids, compared with ten thousand.</summary>
internal static class MemoryPart
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;

    public static async Task<Section> RunAsync()
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync();
        ClientResult few = await MeasureAsync(emulator, Few), many = await MeasureAsync(emulator, Many);
        double small = Say.Megabytes(few.PeakMemory), large = Say.Megabytes(many.PeakMemory);
        return new Section("A million ids, streamed, no quota",
        [
            new("Peak memory of the process at 1,000,000 ids over 10,000", "≤ + 80 MB",
                Say.Invariant($"+ {large - small:0} MB ({large:0} MB)"), Say.Invariant($"10,000 ids: {small:0} MB")),
            new("Time to the first record of 1,000,000", "long before the last id is in",
                Say.Invariant($"{Say.Milliseconds(many.FirstRecord - many.Began):0} ms")
                + Say.Invariant($", the last after {Say.Seconds(many.Ended - many.Began):0.0} s"), ""),
        ]);
    }

    private static async Task<ClientResult> MeasureAsync(EmulatorProcess emulator, int ids)
    {
        ClientResult result = await ClientProcess.MeasureAsync(emulator.Client(ClientWork.Stream, ids));
        return result.Records == ids ? result : throw new InvalidOperationException("Not every flow has a record.");
    }
}
