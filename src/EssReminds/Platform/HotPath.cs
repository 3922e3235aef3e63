using System.Runtime.CompilerServices;

namespace EssReminds.Platform;

/// <summary>For methods that run once for each item.</summary>
internal static class HotPath
{
    /// <summary>
    /// MethodImplOptions.AggressiveOptimization, which netstandard2.0 lacks: skips tiered compilation, whose last tier comes when
    /// a run is half over. .NET Framework ignores it.
    /// </summary>
    public const MethodImplOptions Optimized = (MethodImplOptions)512;
}
