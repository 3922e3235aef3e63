using System;
using System.IO;
using System.Linq;
using Xunit;

namespace EssReminds.Tests.Package;

/// <summary>A fact of .NET Framework: Windows has it, elsewhere Mono takes its place. Without either the run says that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnNetFrameworkAttribute : FactAttribute
{
    public FactOnNetFrameworkAttribute()
    {
        if (!OperatingSystem.IsWindows() && Host is null) Skip = "neither .NET Framework nor Mono (mono-runtime, libmono-system-net-http4.0-cil) is on this machine";
    }

    /// <summary>What runs a program for .NET Framework; null where Windows itself does.</summary>
    internal static string? Host { get; } = OperatingSystem.IsWindows()
        ? null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "mono")).FirstOrDefault(File.Exists);
}
