using System.Runtime.CompilerServices;

namespace EssReminds.Platform;

/// <summary>JIT options for methods that run once per item.</summary>
internal static class HotPath
{
    /// <summary>
    /// MethodImplOptions.AggressiveOptimization, which netstandard2.0 lacks: skips tiered compilation, which would reach its last tier
    /// only halfway through a run. .NET Framework ignores it.
    /// </summary>
    public const MethodImplOptions Optimized = (MethodImplOptions)512;
}
