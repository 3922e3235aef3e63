using System.Collections.Generic;

namespace EssReminds.Benchmarks.Output;

/// <summary>The results of one part.</summary>
/// <param name="Title">Its heading in the table.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record Section(string Title, IReadOnlyList<Row> Rows)
{
    /// <summary>The plot, where the part draws one.</summary>
    public string? Svg { get; init; }
}
