using System;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Threading.Tasks;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Sessions;

/// <summary>The playground without a terminal, as the README starts it.</summary>
public sealed class PlaygroundTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly string _script = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");

    private static string Program => Path.Combine(
        Repository.Root, "src", "EssReminds.Playground", "bin",
        typeof(PlaygroundTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, "net10.0",
        "EssReminds.Playground.dll");

    public void Dispose() => File.Delete(_script);

    [Fact]
    public async Task The_demonstration_reminds_and_ends_with_exit_code_0()
    {
        (string output, int exitCode) = await RunAsync();
        Assert.Equal(0, exitCode);
        Assert.Matches("[0-9]+ Reminded", output);
        Assert.Contains("The emulator saw", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_runs_in_PowerShell_itself_with_the_module_connected()
    {
        (string output, int exitCode) = await RunAsync(
            "-Command", "$Host.Name; (Get-Command Select-Object).CommandType; (Get-EssConnection).Endpoint.IsLoopback");
        Assert.Equal(0, exitCode);
        Assert.Equal(["ConsoleHost", "Cmdlet", "True"], output.Split('\n', StringSplitOptions.TrimEntries)[..^1]);
    }

    /// <summary>Out-Default holds objects of different kinds back, to find out how to show them.</summary>
    [Fact]
    public async Task A_script_shows_all_of_its_output_and_hands_on_its_exit_code()
    {
        await File.WriteAllTextAsync(_script, "Get-Date | Format-Table Year\n1, 2, 2 | Group-Object -NoElement\n'last'\nexit 3\n");
        (string output, int exitCode) = await RunAsync("-File", _script);
        Assert.Equal(3, exitCode);
        Assert.Contains("Count Name", output, StringComparison.Ordinal);
        Assert.EndsWith("last", output.Trim(), StringComparison.Ordinal);
    }

    private static async Task<(string Output, int ExitCode)> RunAsync(params string[] arguments)
    {
        using Process playground = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            playground.StandardInput.Close();
            string output = await playground.StandardOutput.ReadToEndAsync().WaitAsync(Longest);
            await playground.WaitForExitAsync().WaitAsync(Longest);
            return (output, playground.ExitCode);
        }
        finally
        {
            playground.Kill(entireProcessTree: true); // no effect if it has already exited
        }
    }
}
