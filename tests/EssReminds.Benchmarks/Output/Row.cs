namespace EssReminds.Benchmarks.Output;

/// <summary>A row of the table.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Target">The target; empty where there is none.</param>
/// <param name="Reached">What the module reached.</param>
/// <param name="Comparison">What something else reached in the same run: the baseline, an empty module, a smaller run.</param>
internal sealed record Row(string Measure, string Target, string Reached, string Comparison);
