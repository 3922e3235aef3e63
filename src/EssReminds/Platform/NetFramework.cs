using System;

namespace EssReminds.Platform;

/// <summary>Tells .NET Framework (Windows PowerShell) from .NET (PowerShell 7).</summary>
internal static class NetFramework
{
    /// <summary>Environment.Version is 4.x on .NET Framework and Mono, and at least 8 on the .NET of PowerShell 7.4 and later.</summary>
    public static bool IsHere => Environment.Version.Major == 4;
}
