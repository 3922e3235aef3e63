using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Benchmarks.Parts;
using EssReminds.Benchmarks.Processes;

namespace EssReminds.Benchmarks.Output;

/// <summary>The table: plain on the console, Markdown in docs.</summary>
internal static class Report
{
    private const string Page = "benchmarks.md";
    private const string Picture = "throughput.svg";

    private static readonly string[] Head = ["Measure", "Target", "EssReminds", "Compared with"];

    private static string Docs => Path.Combine(Checkout.Root, "docs");

    public static void Print(Section section)
    {
        Console.WriteLine();
        Console.WriteLine(section.Title);
        foreach (Row row in section.Rows)
        {
            Console.WriteLine("  " + row.Measure);
            if (row.Target.Length > 0) Console.WriteLine("    target:   " + row.Target);
            Console.WriteLine("    reached:  " + row.Reached);
            if (row.Comparison.Length > 0) Console.WriteLine("    compared: " + row.Comparison);
        }
    }

    /// <summary>The section of the page that the simulation's tests print: kept as it stands.</summary>
    private static string Simulation()
    {
        string page = File.ReadAllText(Path.Combine(Docs, Page));
        int from = page.IndexOf("## Many machines", StringComparison.Ordinal);
        int until = page.IndexOf("## How it is measured", StringComparison.Ordinal);
        return from < 0 || until < from ? "" : page[from..until];
    }

    public static void Write(IReadOnlyList<Section> sections, TimeSpan took)
    {
        IEnumerable<string> table = sections.SelectMany(section =>
            section.Rows.Select(row => Line(row.Measure, row.Target, row.Reached, row.Comparison))
                .Prepend(Line($"**{section.Title}**", "", "", "")));
        string minutes = Say.Invariant($"{Math.Ceiling(took.TotalMinutes):0}");
        string text =
            $"""
            # Benchmarks

            `dotnet run -c Release --project tests/EssReminds.Benchmarks` writes this page and its plot; it takes {minutes} minutes.
            With parts (`-- pace import`) it measures those and only prints them:
            {string.Join(", ", Part.All.Select(part => $"`{part.Name}`"))}.
            The targets are no assertions: the logic behind each is tested with an injected clock.

            {Machine.Describe()}.

            ![Calls a second over latency: the quota, EssReminds, and one call after another]({Picture})

            {Line(Head)}
            {Line([.. Head.Select(_ => "---")])}
            {string.Join('\n', table)}

            """ + "\n" + Simulation() + Notes.Text;
        File.WriteAllText(Path.Combine(Docs, Page), text.ReplaceLineEndings("\n"));
        if (sections.Select(section => section.Svg).FirstOrDefault(svg => svg is not null) is { } svg)
            File.WriteAllText(Path.Combine(Docs, Picture), svg.ReplaceLineEndings("\n"));
    }

    private static string Line(params string[] cells) =>
        "| " + string.Join(" | ", cells.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal))) + " |";
}
