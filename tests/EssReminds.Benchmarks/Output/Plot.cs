using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace EssReminds.Benchmarks.Output;

/// <summary>Calls a second over latency, as an SVG with its own background, so that it is legible on light and dark pages.</summary>
internal sealed class Plot(double quota)
{
    private const int Width = 760, Height = 400;
    private const double Left = 64, Right = 724, Top = 76, Bottom = 336;
    private const double LeastLatency = 12, MostLatency = 3750, MostCalls = 24, HighCalls = 17;
    private const string QuotaColour = "#6e7781", OursColour = "#0969da", BaselineColour = "#bc4c00";

    private static readonly int[] Ticks = [15, 50, 100, 300, 1000, 3000];

    private readonly SortedList<int, double> _ours = [], _baseline = [];

    public void AddOurs(int latency, double callsPerSecond) => _ours.Add(latency, callsPerSecond);

    public void AddBaseline(int latency, double callsPerSecond) => _baseline.Add(latency, callsPerSecond);

    public string ToSvg()
    {
        var svg = new StringBuilder();
        Add(svg, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img"
             font-family="system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif" font-size="13">
            """);
        Add(svg, $"""<title>Calls a second over latency: the quota, EssReminds, and one call after another</title>""");
        Add(svg, $"""<rect x="0.5" y="0.5" width="{Width - 1}" height="{Height - 1}" rx="8" fill="#ffffff" stroke="#d0d7de"/>""");
        Add(svg, $"""
            <text x="{Left}" y="32" font-size="16" font-weight="600"
             fill="#1f2328">Calls a second that the service accepts, by its latency</text>
            """);
        Axes(svg);
        Legend(svg, 0, "Send-EssFlowReminder", OursColour, "");
        Legend(svg, 205, "one call after another, by hand", BaselineColour, "");
        Legend(svg, 455, Say.Invariant($"quota: {quota:0}"), QuotaColour, "6 4");
        Add(svg, $"""
            <line x1="{Left}" y1="{Y(quota)}" x2="{Right}" y2="{Y(quota)}"
             stroke="{QuotaColour}" stroke-width="2" stroke-dasharray="6 4"/>
            """);
        Series(svg, _baseline, BaselineColour, (8, -8, "start"));
        Series(svg, _ours, OursColour, (0, -12, "middle"));
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void Axes(StringBuilder svg)
    {
        for (int calls = 0; calls < MostCalls; calls += 5)
        {
            string colour = calls == 0 ? "#57606a" : "#eaeef2";
            Add(svg, $"""<line x1="{Left}" y1="{Y(calls)}" x2="{Right}" y2="{Y(calls)}" stroke="{colour}"/>""");
            Add(svg, $"""<text x="{Left - 10}" y="{Y(calls) + 4.5}" text-anchor="end" fill="#57606a">{calls}</text>""");
        }

        foreach (int latency in Ticks)
        {
            Add(svg, $"""<line x1="{X(latency)}" y1="{Bottom}" x2="{X(latency)}" y2="{Bottom + 5}" stroke="#57606a"/>""");
            Add(svg, $"""<text x="{X(latency)}" y="{Bottom + 20}" text-anchor="middle" fill="#57606a">{latency:#,0}</text>""");
        }

        Add(svg, $"""
            <text x="{(Left + Right) / 2}" y="{Height - 16}" text-anchor="middle"
             fill="#1f2328">latency of a call, ms (logarithmic)</text>
            """);
        Add(svg, $"""
            <text x="20" y="{(Top + Bottom) / 2}" text-anchor="middle" fill="#1f2328"
             transform="rotate(-90 20 {(Top + Bottom) / 2})">calls a second</text>
            """);
    }

    private static void Legend(StringBuilder svg, double offset, string text, string colour, string dashes)
    {
        Add(svg, $"""
            <line x1="{Left + offset}" y1="55" x2="{Left + offset + 24}" y2="55"
             stroke="{colour}" stroke-width="2.5" stroke-dasharray="{(dashes.Length > 0 ? dashes : "none")}"/>
            """);
        Add(svg, $"""<text x="{Left + offset + 31}" y="59.5" fill="#1f2328">{text}</text>""");
    }

    private static void Series(StringBuilder svg, SortedList<int, double> points, string colour, (int Right, int Down, string Anchor) label)
    {
        string path = string.Join(' ', points.Select(point => Say.Invariant($"{X(point.Key):0.0},{Y(point.Value):0.0}")));
        Add(svg, $"""<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-linejoin="round"/>""");
        foreach ((int latency, double calls) in points)
        {
            Add(svg, $"""<circle cx="{X(latency):0.0}" cy="{Y(calls):0.0}" r="4" fill="{colour}" stroke="#ffffff" stroke-width="1.5"/>""");
            if (!Ticks.Contains(latency)) continue;
            // A baseline label above a point this high would overlap the other line, so it goes below the point.
            var place = label.Anchor == "start" && calls > HighCalls ? (Right: -6, Down: 20, Anchor: "end") : label;
            Add(svg, $"""
                <text x="{X(latency) + place.Right:0.0}" y="{Y(calls) + place.Down:0.0}" text-anchor="{place.Anchor}"
                 font-size="12" font-weight="600" fill="{colour}">{calls:0.0}</text>
                """);
        }
    }

    private static double X(double latency) =>
        Math.Round(Left + ((Right - Left) * Math.Log(latency / LeastLatency) / Math.Log(MostLatency / LeastLatency)), 1);

    private static double Y(double calls) => Math.Round(Bottom - ((Bottom - Top) * calls / MostCalls), 1);

    private static void Add(StringBuilder svg, FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
