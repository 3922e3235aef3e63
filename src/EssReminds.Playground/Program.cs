using System;
using System.IO;
using System.Threading.Tasks;
using EssReminds.Emulator;

namespace EssReminds.Playground;

/// <summary>The module in a PowerShell engine, with the emulator behind it: a session to watch, then a prompt to try things at.</summary>
internal static class Program
{
    private const string Usage =
        """
        Usage: EssReminds.Playground [-Command TEXT | -File SCRIPT]
        Starts the emulator on a free port of this machine, imports the module, connects, and shows a small session; at a
        terminal a prompt follows. With -Command or -File it runs that instead.
        """;

    public static async Task<int> Main(string[] args)
    {
        if (!TryRead(args, out string? script))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        if (Layout.Find() is not { } layout)
        {
            Console.Error.WriteLine("EssReminds.psd1 was not found above " + AppContext.BaseDirectory);
            return 1;
        }

        await using EmulatorHost emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Latency = TimeSpan.FromMilliseconds(300),
            Jitter = TimeSpan.FromMilliseconds(50),
            FlowFile = Path.Combine(layout.Samples, "flows.json"),
        });
        using var session = new Session(layout, emulator);
        if (script is not null) return session.Run(script) ? 0 : 1;

        bool shown = Demo.Show(session, emulator);
        if (!Console.IsInputRedirected && !Console.IsOutputRedirected) session.Prompt();
        return shown ? 0 : 1;
    }

    private static bool TryRead(string[] args, out string? script)
    {
        script = null;
        if (args.Length == 0) return true;
        if (args.Length != 2) return false;
        script = args[0].ToUpperInvariant() switch
        {
            "-COMMAND" or "-C" => args[1],
            "-FILE" or "-F" => "& '" + Path.GetFullPath(args[1]).Replace("'", "''", StringComparison.Ordinal) + "'",
            _ => null,
        };
        return script is not null;
    }
}
