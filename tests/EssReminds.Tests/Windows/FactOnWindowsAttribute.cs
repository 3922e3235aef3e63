using System;
using System.IO;
using System.Linq;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Windows;

/// <summary>A fact of PowerShell on Windows; wine takes the place of Windows elsewhere. Without either the run says that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnWindowsAttribute : FactAttribute
{
    public FactOnWindowsAttribute()
    {
        if (!OperatingSystem.IsWindows() && Missing is { } program) Skip = $"{program} is not on this machine (x64, Debian: apt-get install wine wine64)";
        else if (!File.Exists(Host)) Skip = "the build laid no PowerShell for Windows out: it had no wine, or the machine is not x64";
    }

    /// <summary>PowerShell for Windows, as the build lays it out.</summary>
    // The tests lie in bin/<configuration>/<framework>, and so does the host.
    internal static string Host { get; } = Path.Combine(Repository.Root, "tests", "EssReminds.WindowsHost", "bin",
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name, "EssReminds.WindowsHost.exe");

    // wine gives a program a console where it has a terminal, which "script" makes.
    private static string? Missing { get; } = Array.Find(["/usr/bin/wine", "/usr/bin/script"], program => !File.Exists(program));
}
