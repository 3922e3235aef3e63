using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Package;

public class NetFrameworkTests
{
    [FactOnNetFramework]
    public async Task The_packaged_module_works_on_NET_Framework()
    {
        await using EmulatorHost emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Latency = TimeSpan.FromMilliseconds(200) });
        using Process run = Process.Start(new ProcessStartInfo(FactOnNetFrameworkAttribute.Host ?? Executable(), Arguments(emulator))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using CancellationTokenRegistration giveUp = limit.Token.Register(run.Kill);
        Task<string> errors = run.StandardError.ReadToEndAsync();
        string output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();

        Assert.True(run.ExitCode == 0, output + await errors);
        Assert.EndsWith("holds: calls", output.TrimEnd(), StringComparison.Ordinal);
        Assert.True(emulator.Stats.MostInFlight > 2, "two connections were the limit");
    }

    private static string Program { get; } = Directory.GetFiles(
        Path.Combine(Repository.Root, "tests", "EssReminds.NetFramework", "bin", Configuration),
        "EssReminds.NetFramework.dll", SearchOption.AllDirectories).Single();

    // The tests are in bin/<configuration>/<framework>.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string[] Arguments(EmulatorHost emulator)
    {
        string[] arguments = [Packaged.Folder, emulator.Address.ToString()];
        return FactOnNetFrameworkAttribute.Host is null ? arguments : [Program, .. arguments];
    }

    /// <summary>Copies the program to a file that Windows runs directly, because it ends in .exe.</summary>
    private static string Executable()
    {
        string executable = Path.ChangeExtension(Program, ".exe");
        File.Copy(Program, executable, overwrite: true);
        return executable;
    }
}
