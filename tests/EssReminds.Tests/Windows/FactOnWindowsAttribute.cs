using System;
using System.IO;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Windows;

/// <summary>A fact of PowerShell on Windows; elsewhere wine takes its place. Without either, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnWindowsAttribute : FactAttribute
{
    public FactOnWindowsAttribute()
    {
        if (Missing is { } program) Skip = $"{program} is not on this machine (Debian: apt-get install wine wine64)";
        else if (!File.Exists(Host)) Skip = "the build did not lay out PowerShell for Windows: it found no wine, or the machine is not x64";
    }

    /// <summary>PowerShell for Windows, as the build lays it out.</summary>
    // The tests lie in bin/<configuration>/<framework>, and so does the host.
    internal static string Host { get; } = Path.Combine(Repository.Root, "tests", "EssReminds.WindowsHost", "bin",
        Output.Parent!.Name, Output.Name, "EssReminds.WindowsHost.exe");

    private static DirectoryInfo Output => new(AppContext.BaseDirectory);

    // wine gives a program a console where it has a terminal, which "script" makes.
    private static string? Missing { get; } =
        OperatingSystem.IsWindows() ? null : Array.Find(["/usr/bin/wine", "/usr/bin/script"], program => !File.Exists(program));
}
