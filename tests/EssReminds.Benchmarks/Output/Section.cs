using System.Collections.Generic;

namespace EssReminds.Benchmarks.Output;

/// <summary>What one part found out.</summary>
/// <param name="Title">Its heading in the table.</param>
/// <param name="Rows">Its lines.</param>
internal sealed record Section(string Title, IReadOnlyList<Row> Rows)
{
    /// <summary>The plot, where the part draws one.</summary>
    public string? Svg { get; init; }
}
