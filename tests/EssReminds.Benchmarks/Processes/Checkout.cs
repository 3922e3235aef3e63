using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using EssReminds.Benchmarks.Client;
using EssReminds.Emulator;
using EssReminds.Playground;

namespace EssReminds.Benchmarks.Processes;

/// <summary>The paths of the checkout that the benchmarks were built from, and whether its build is fit to be measured.</summary>
internal static class Checkout
{
    public static string Root => Pwsh.Repository;

    public static string Module => Path.Combine(Root, "EssReminds.psd1");

    public static string Emulator => typeof(EmulatorHost).Assembly.Location;

    /// <summary>The script that the PowerShell clients run.</summary>
    public static string Session => Path.Combine(Clients, "Session.ps1");

    /// <summary>The published baseline loop: compiled ahead of time.</summary>
    public static string Loop => Path.Combine(Clients, "bin", "precompiled", Path.GetFileName(typeof(ClientOptions).Assembly.Location));

    /// <summary>PowerShell beside it, compiled ahead of time as a user's is.</summary>
    public static string PowerShell => Path.Combine(Clients, "bin", "precompiled", "pwsh.dll");

    /// <summary>The empty module, built beside the benchmarks in the same configuration.</summary>
    public static string EmptyModule => Path.Combine(
        Root, "tests", "EssReminds.Benchmarks", "EmptyModule", "bin", Configuration, "netstandard2.0", "EmptyModule.psd1");

    public static string Configuration { get; } =
        typeof(RemindFlowRecord).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "";

    /// <summary>Why this build must not be measured, or null.</summary>
    public static string? Unfit()
    {
        Assembly module = typeof(RemindFlowRecord).Assembly;
        if (module.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true)
            return $"This is the {Configuration} build. Figures are taken of: dotnet run -c Release --project tests/EssReminds.Benchmarks";
        string imported = Path.Combine(Root, "bin", "EssReminds.dll");
        return File.Exists(imported) && File.ReadAllBytes(imported).SequenceEqual(File.ReadAllBytes(module.Location))
            ? null
            : "bin/EssReminds.dll is another build than the one that the benchmarks were built with. Build again.";
    }

    private static string Clients => Path.Combine(Root, "tests", "EssReminds.Benchmarks", "Client");
}
