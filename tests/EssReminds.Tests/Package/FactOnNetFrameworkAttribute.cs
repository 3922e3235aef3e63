using System;
using System.IO;
using System.Linq;
using Xunit;

namespace EssReminds.Tests.Package;

/// <summary>A test on .NET Framework, or on Mono outside Windows; skipped with a message where neither is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnNetFrameworkAttribute : FactAttribute
{
    public FactOnNetFrameworkAttribute()
    {
        if (!OperatingSystem.IsWindows() && Host is null)
            Skip = "neither .NET Framework nor Mono (mono-runtime, libmono-system-net-http4.0-cil) is on this machine";
    }

    /// <summary>The program that runs a .NET Framework program; null on Windows, which runs it directly.</summary>
    internal static string? Host { get; } = OperatingSystem.IsWindows()
        ? null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "mono")).FirstOrDefault(File.Exists);
}
