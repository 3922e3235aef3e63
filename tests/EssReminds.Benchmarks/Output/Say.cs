using System;
using System.Diagnostics;
using System.Globalization;

namespace EssReminds.Benchmarks.Output;

/// <summary>Figures formatted for the table, whatever the user's culture.</summary>
internal static class Say
{
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Percent(double share) => Invariant($"{share * 100:0.0} %");

    public static double Seconds(long timestamps) => (double)timestamps / Stopwatch.Frequency;

    public static double Milliseconds(long timestamps) => Seconds(timestamps) * 1000;

    public static double Megabytes(long bytes) => bytes / 1e6;

    public static double Median(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
