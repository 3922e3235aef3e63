using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using EssReminds.Tests.Support;

namespace EssReminds.Tests.Windows;

/// <summary>A Windows of the tests' own, made by the first run and used by later ones. On Windows it is Windows itself.</summary>
public sealed class Wine : IDisposable
{
    private const string Options = "-NoProfile -NonInteractive -Command";

    private readonly Lazy<Task> _ready = new(MakeAsync);

    /// <summary>What Windows calls a file of this machine.</summary>
    public static string PathOf(string file) => OperatingSystem.IsWindows() ? file : "Z:" + file.Replace('/', '\\');

    /// <summary>The folder in which the module keeps its slots.</summary>
    public static string SlotsFolder => Path.Combine(
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Folder, "drive_c", "users", Environment.UserName, "AppData", "Local"),
        "EssReminds");

    private static string Folder => Path.Combine(Repository.Root, "tests", "EssReminds.WindowsHost", "obj", "wine");

    private static string Home => Path.Combine(Folder, "home");

    /// <summary>Starts PowerShell with a command line of its own; done when Windows is ready.</summary>
    internal async Task<Process> StartAsync(string command, Action<ProcessStartInfo> prepare)
    {
        if (!OperatingSystem.IsWindows()) await _ready.Value;
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? Start(FactOnWindowsAttribute.Host, [.. Options.Split(' '), command])
            : Start("/usr/bin/script", "-qec", $"exec wine '{FactOnWindowsAttribute.Host}' {Options} '{command}'", "/dev/null");
        prepare(start);
        return Process.Start(start)!;
    }

    /// <summary>Ends what runs in it.</summary>
    public void Dispose()
    {
        if (_ready.IsValueCreated) RunAsync("/usr/bin/wineserver", "-k").GetAwaiter().GetResult();
    }

    private static async Task MakeAsync()
    {
        Directory.CreateDirectory(Home);
        // What wine starts in the background would hold our pipe open for seconds.
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
        RedirectStandardInput = true, // kept open: its end would end the terminal's input, too
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["WINEPREFIX"] = Folder,
            ["WINEDEBUG"] = "-all",
            ["HOME"] = Home, // wine links the user's folders to those of Windows
            ["DOTNET_EnableWriteXorExecute"] = "0", // wine 8 ends the process otherwise
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["POWERSHELL_UPDATECHECK"] = "Off",
        },
    };
}
