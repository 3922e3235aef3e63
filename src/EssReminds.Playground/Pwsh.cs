using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;

namespace EssReminds.Playground;

/// <summary>Starts PowerShell in a separate process; PowerShell.targets says which copy.</summary>
internal static class Pwsh
{
    /// <summary>The path of Pester's manifest.</summary>
    public static string Pester => Built("PesterModule");

    /// <summary>The start information of a session that loads no profile and sends no telemetry.</summary>
    /// <param name="arguments">Further arguments.</param>
    /// <param name="shell">The pwsh.dll to start; null for the package's.</param>
    public static ProcessStartInfo Start(IEnumerable<string> arguments, string? shell = null)
    {
        shell ??= Path.Combine(Built("PowerShellFolder"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");
        string[] policy = OperatingSystem.IsWindows() ? ["-ExecutionPolicy", "Bypass"] : [];
        // Not "dotnet pwsh": it would start another process, which survives when this one is killed.
        var start = new ProcessStartInfo("dotnet", [shell, "-NoLogo", "-NoProfile", .. policy, .. arguments]);
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }

    /// <summary>The root of the repository that this was built from.</summary>
    public static string Repository => Built("Repository");

    private static string Built(string key) =>
        typeof(Pwsh).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
