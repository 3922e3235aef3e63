using System;
using System.IO;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Windows;

/// <summary>A test of PowerShell on Windows, or on wine elsewhere; skipped with a message where neither is available.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnWindowsAttribute : FactAttribute
{
    public FactOnWindowsAttribute()
    {
        if (Missing is { } program) Skip = $"{program} is not on this machine (Debian: apt-get install wine wine64)";
        else if (!File.Exists(Host)) Skip = "the build did not lay out PowerShell for Windows: it found no wine, or the machine is not x64";
    }

    /// <summary>PowerShell for Windows, as the build prepares it.</summary>
    // The tests are in bin/<configuration>/<framework>, and so is the host.
    internal static string Host { get; } = Path.Combine(Repository.Root, "tests", "EssReminds.WindowsHost", "bin",
        Output.Parent!.Name, Output.Name, "EssReminds.WindowsHost.exe");

    private static DirectoryInfo Output => new(AppContext.BaseDirectory);

    // wine gives a program a console only if it has a terminal, which "script" provides.
    private static string? Missing { get; } =
        OperatingSystem.IsWindows() ? null : Array.Find(["/usr/bin/wine", "/usr/bin/script"], program => !File.Exists(program));
}
