using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using EssReminds.Benchmarks.Processes;
using Microsoft.Win32;

namespace EssReminds.Benchmarks.Output;

/// <summary>The machine and software that the figures were measured on.</summary>
internal static class Machine
{
    public static string Describe() => Say.Invariant(
        $"{Processor()}, {Environment.ProcessorCount} logical cores; {OperatingSystemName()}; {RuntimeInformation.FrameworkDescription}; ")
        + Say.Invariant($"PowerShell {PowerShell()}; {Checkout.Configuration} build; {DateTime.UtcNow:yyyy-MM-dd}");

    private static string Processor()
    {
        if (OperatingSystem.IsLinux()
            && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line)
            return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (OperatingSystem.IsWindows()
            && Registry.GetValue(@"HKEY_LOCAL_MACHINE\HARDWARE\DESCRIPTION\System\CentralProcessor\0", "ProcessorNameString", null)
                is string name)
            return name.Trim();
        return RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string OperatingSystemName()
    {
        string? pretty = OperatingSystem.IsLinux() && File.Exists("/etc/os-release")
            ? File.ReadLines("/etc/os-release").FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
            : null;
        return pretty is null ? RuntimeInformation.OSDescription : pretty["PRETTY_NAME=".Length..].Trim('"');
    }

    private static string PowerShell() =>
        FileVersionInfo.GetVersionInfo(Checkout.PowerShell).ProductVersion!.Split(' ', '+')[0];
}
