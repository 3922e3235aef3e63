using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Output;

/// <summary>Every call of the paced runs as CSV, for tuning the pace: <c>--trace FOLDER</c>.</summary>
internal static class CallTrace
{
    public static string? Folder { get; set; }

    public static void Write(string name, IReadOnlyList<RecordedCall> calls)
    {
        if (Folder is null) return;
        Directory.CreateDirectory(Folder);
        double first = calls[0].Arrived.TotalMilliseconds;
        File.WriteAllLines(Path.Combine(Folder, name + ".csv"),
        [
            "millisecond,process,accepted",
            .. calls.Select(call =>
                Say.Invariant($"{call.Arrived.TotalMilliseconds - first:0.0},{call.UserId},{(call.CarriedOut ? 1 : 0)}")),
        ]);
    }
}
