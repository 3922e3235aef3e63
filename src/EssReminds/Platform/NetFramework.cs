using System;

namespace EssReminds.Platform;

/// <summary>Tells Windows PowerShell's runtime from PowerShell 7's.</summary>
internal static class NetFramework
{
    /// <summary>.NET Framework and its kin call themselves version 4 for ever; .NET was at 8 when PowerShell 7.4 came.</summary>
    public static bool IsHere => Environment.Version.Major == 4;
}
