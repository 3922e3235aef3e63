using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Parts;
using EssReminds.Benchmarks.Processes;

namespace EssReminds.Benchmarks;

/// <summary>Measures everything and writes docs/benchmarks.md, or measures some parts and prints them.</summary>
internal static class Program
{
    private const string TraceOption = "--trace";

    private static string Usage =>
        $"""
        Usage: EssReminds.Benchmarks [PART…] [{TraceOption} FOLDER]
        Without a part it measures all, prints the table, and writes it to docs/benchmarks.md and the plot beside it.
        Parts, which are printed only: {string.Join(", ", Part.All.Select(part => part.Name))}
        {TraceOption} writes the arrival of every paced call to CSV files.
        """;

    public static async Task<int> Main(string[] args)
    {
        var names = new List<string>(args);
        int trace = names.IndexOf(TraceOption);
        if (trace >= 0 && trace + 1 < names.Count)
        {
            CallTrace.Folder = names[trace + 1];
            names.RemoveRange(trace, 2);
        }

        if (names.Any(name => Part.All.All(part => part.Name != name)))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        if (Checkout.Unfit() is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        await MeasureAsync(names);
        return 0;
    }

    private static async Task MeasureAsync(List<string> names)
    {
        var watch = Stopwatch.StartNew();
        var sections = new List<Section>();
        Console.WriteLine(Machine.Describe());
        foreach (Part part in Part.All.Where(part => names.Count == 0 || names.Contains(part.Name)))
        {
            await Console.Error.WriteLineAsync(Say.Invariant($"{watch.Elapsed.TotalSeconds,4:0} s  {part.Name} …"));
            Section section = await part.RunAsync();
            Report.Print(section);
            sections.Add(section);
        }

        if (names.Count == 0) Report.Write(sections, watch.Elapsed);
    }
}
