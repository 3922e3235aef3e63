using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace EssReminds.Emulator;

/// <summary>Runs one emulator until SIGINT or SIGTERM. The only line on stdout is its address, for scripts to parse.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    public static async Task<int> Main(string[] args)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(CommandLine.Usage);
            return 0;
        }

        try
        {
            await RunAsync(CommandLine.Parse(args));
            return 0;
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine($"EssReminds.Emulator: {e.Message}. Try --help.");
            return WrongUsage;
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine($"EssReminds.Emulator: {e.Message}");
            return WrongUsage;
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"EssReminds.Emulator: {e.Message}");
            return Failed;
        }
    }

    private static async Task RunAsync(EmulatorOptions options)
    {
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<PosixSignalRegistration> signals = [];
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                interrupted.TrySetResult();
            }));
        }

        await using EmulatorHost emulator = await EmulatorHost.StartAsync(options);
        string address = emulator.Address.GetLeftPart(UriPartial.Authority);
        string ca = emulator.CaFile is { } file ? $", CA file {file}" : "";
        string key = $"SecretId {EmulatorKeys.SecretId}, SecretKey {EmulatorKeys.SecretKey}";
        Console.WriteLine($"ESS emulator listening on {address}  ({key}{ca})");
        await interrupted.Task;
        signals.ForEach(signal => signal.Dispose());
    }
}
