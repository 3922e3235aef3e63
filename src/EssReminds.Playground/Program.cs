using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using EssReminds.Emulator;

namespace EssReminds.Playground;

/// <summary>
/// Starts PowerShell with the module imported and connected to an emulator: first a demonstration, then a prompt to try things at.
/// </summary>
internal static class Program
{
    private const string Usage =
        """
        Usage: EssReminds.Playground [-Command TEXT | -File SCRIPT]
        Starts the emulator on a free port of this machine and PowerShell with the module imported and connected, and shows a
        small session; at a terminal PowerShell's prompt follows. With -Command or -File it runs that instead.
        """;

    public static async Task<int> Main(string[] args)
    {
        if (Script(args) is not { } script)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        // Ctrl+C is meant for the command in PowerShell, but this process is on the same terminal and gets SIGINT as well: ignore it.
        using PosixSignalRegistration ignoreInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        await using EmulatorHost emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Latency = TimeSpan.FromMilliseconds(300),
            Jitter = TimeSpan.FromMilliseconds(50),
            FlowFile = Path.Combine(Pwsh.Repository, "samples", "flows.json"),
        });
        string connect = $"& {Own("Connect.ps1")} {emulator.Address} {EmulatorKeys.SecretId} {EmulatorKeys.SecretKey}";
        bool stays = args.Length == 0 && !Console.IsInputRedirected && !Console.IsOutputRedirected;
        string[] arguments = ["-Command", $"{connect}\n{script}"];
        using Process session = Process.Start(Pwsh.Start(stays ? ["-NoExit", .. arguments] : arguments))!;
        using PosixSignalRegistration killOnTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            session.Kill();
        });
        await session.WaitForExitAsync();
        return session.ExitCode;
    }

    /// <summary>A script's output is piped to Out-Default before "exit", which would lose what Out-Default still buffers.</summary>
    private static string? Script(string[] args) => args switch
    {
        [] => $". {Own("Demonstration.ps1")}",
        [var option, var command] when Is(option, "-Command", "-C") => command,
        [var option, var file] when Is(option, "-File", "-F") => $"& {Quoted(Path.GetFullPath(file))} | Out-Default\nexit $LASTEXITCODE",
        _ => null,
    };

    private static string Own(string script) => Quoted(Path.Combine(Pwsh.Repository, "src", "EssReminds.Playground", script));

    private static bool Is(string option, string name, string shortName) =>
        option.Equals(name, StringComparison.OrdinalIgnoreCase) || option.Equals(shortName, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
