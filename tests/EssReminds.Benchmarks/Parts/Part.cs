using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Output;

namespace EssReminds.Benchmarks.Parts;

/// <summary>A part of the benchmarks that can be run by itself.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="RunAsync">Measures it and returns its results.</param>
internal sealed record Part(string Name, Func<Task<Section>> RunAsync)
{
    public static IReadOnlyList<Part> All { get; } =
    [
        new("pace", PacePart.RunAsync),
        new("margin", MarginPart.RunAsync),
        new("quota", LowerQuotaPart.RunAsync),
        new("processes", ProcessesPart.RunAsync),
        new("throughput", ThroughputPart.RunAsync),
        new("lookup", LookupPart.RunAsync),
        new("groups", GroupsPart.RunAsync),
        new("import", ImportPart.RunAsync),
        new("memory", MemoryPart.RunAsync),
        new("checkpoint", CheckpointPart.RunAsync),
        new("disk", SlowDiskPart.RunAsync),
        new("micro", MicroPart.RunAsync),
    ];
}
