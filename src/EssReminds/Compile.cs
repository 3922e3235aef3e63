using System.Runtime.CompilerServices;

namespace EssReminds;

/// <summary>How a method is to be compiled.</summary>
internal static class Compile
{
    /// <summary>
    /// Once, and for good: for what is done for each flow. Else PowerShell 7 compiles it three times, and a run is half over
    /// before the last, the fast one. .NET calls it AggressiveOptimization; .NET Framework knows no such thing and passes over it.
    /// </summary>
    public const MethodImplOptions Once = (MethodImplOptions)512;
}
