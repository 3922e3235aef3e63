using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;

namespace EssReminds.Playground;

/// <summary>PowerShell itself, in a process of its own; PowerShell.targets says which.</summary>
internal static class Pwsh
{
    /// <summary>The manifest of Pester.</summary>
    public static string Pester => Built("PesterModule");

    /// <summary>How a session is started that reads no profile and reports nothing to anybody.</summary>
    /// <param name="arguments">What comes after.</param>
    /// <param name="shell">Another copy of pwsh.dll than the package's.</param>
    public static ProcessStartInfo Start(IEnumerable<string> arguments, string? shell = null)
    {
        shell ??= Path.Combine(Built("PowerShellFolder"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");
        string[] policy = OperatingSystem.IsWindows() ? ["-ExecutionPolicy", "Bypass"] : [];
        // "dotnet pwsh" would do the same in one more process, which outlives the one that is ended.
        var start = new ProcessStartInfo("dotnet", [shell, "-NoLogo", "-NoProfile", .. policy, .. arguments]);
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }

    /// <summary>The checkout that this was built from.</summary>
    public static string Repository => Built("Repository");

    private static string Built(string key) =>
        typeof(Pwsh).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
