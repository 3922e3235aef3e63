using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using EssReminds.Tests.Support;

namespace EssReminds.Tests.Windows;

/// <summary>A wine prefix of the tests' own, created by the first run and reused by later ones; on Windows, Windows itself.</summary>
public sealed class Wine : IDisposable
{
    private const string Options = "-NoProfile -NonInteractive -Command";

    private readonly Lazy<Task> _ready = new(MakeAsync);

    /// <summary>The Windows path of a file on this machine.</summary>
    public static string PathOf(string file) => OperatingSystem.IsWindows() ? file : "Z:" + file.Replace('/', '\\');

    /// <summary>The folder of the module's slots.</summary>
    public static string SlotsFolder => Path.Combine(
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Folder, "drive_c", "users", Environment.UserName, "AppData", "Local"),
        "EssReminds");

    private static string Folder => Path.Combine(Repository.Root, "tests", "EssReminds.WindowsHost", "obj", "wine");

    private static string Home => Path.Combine(Folder, "home");

    /// <summary>Starts PowerShell with the given command, after preparing wine if necessary.</summary>
    internal async Task<Process> StartAsync(string command, Action<ProcessStartInfo> prepare)
    {
        if (!OperatingSystem.IsWindows()) await _ready.Value;
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? Start(FactOnWindowsAttribute.Host, [.. Options.Split(' '), command])
            : Start("/usr/bin/script", "-qec", $"exec wine '{FactOnWindowsAttribute.Host}' {Options} '{command}'", "/dev/null");
        prepare(start);
        return Process.Start(start)!;
    }

    /// <summary>Ends all processes of the prefix.</summary>
    public void Dispose()
    {
        if (_ready.IsValueCreated) RunAsync("/usr/bin/wineserver", "-k").GetAwaiter().GetResult();
    }

    private static async Task MakeAsync()
    {
        Directory.CreateDirectory(Home);
        // Redirected, because wine's background processes would keep our pipe open for seconds.
        int code = await RunAsync("/bin/sh", "-c", "exec wine winecfg -v win10 > /dev/null 2>&1");
        if (code != 0) throw new InvalidOperationException($"wine could not make a Windows in {Folder}: exit code {code}");
        if (Directory.Exists(SlotsFolder)) Directory.Delete(SlotsFolder, recursive: true);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(Start(program, arguments))!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return process.ExitCode;
    }

    private static ProcessStartInfo Start(string program, params string[] arguments) => new(program, arguments)
    {
        RedirectStandardInput = true, // kept open: closing it would also end the terminal's input
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["WINEPREFIX"] = Folder,
            ["WINEDEBUG"] = "-all",
            ["HOME"] = Home, // wine links the user's folders to those of its Windows
            ["DOTNET_EnableWriteXorExecute"] = "0", // with W^X, wine 8 crashes the process
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["POWERSHELL_UPDATECHECK"] = "Off",
        },
    };
}
