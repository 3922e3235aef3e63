using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Package;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Windows;

/// <summary>PowerShell on Windows with the packaged module, in a process of its own; its script's output is read as lines.</summary>
internal sealed class WindowsSession : IDisposable
{
    private const string Command = ". ([scriptblock]::Create([IO.File]::ReadAllText($env:ESS_TEST_SCRIPT)))";

    private static int _count;

    private readonly Process _process;
    private readonly string _result;
    private readonly Task<string> _screen;

    private WindowsSession(Process process, string result)
    {
        (_process, _result) = (process, result);
        _screen = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The script's output so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            if (!File.Exists(_result)) return [];
            using FileStream file = new(_result, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return [.. reader.ReadToEnd().Split('\n').SkipLast(1).Select(line => line.TrimEnd('\r'))];
        }
    }

    /// <summary>Starts a session; its script has the folder in <c>$folder</c>, and the function <c>Connect</c>.</summary>
    public static async Task<WindowsSession> StartAsync(
        Wine wine, EmulatorHost emulator, string folder, string script, string policy = "RemoteSigned")
    {
        string name = Path.Combine(folder, $"session-{Interlocked.Increment(ref _count)}");
        await File.WriteAllTextAsync(name + ".ps1", Frame(emulator, folder, script, name));
        Process process = await wine.StartAsync(Command, start =>
        {
            start.Environment["ESS_TEST_SCRIPT"] = Wine.PathOf(name + ".ps1");
            start.Environment["PSExecutionPolicyPreference"] = policy;
        });
        return new WindowsSession(process, name + ".txt");
    }

    /// <summary>Runs a script to its end.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(
        Wine wine, EmulatorHost emulator, string folder, string script, string policy = "RemoteSigned")
    {
        using WindowsSession session = await StartAsync(wine, emulator, folder, script, policy);
        return await session.EndAsync();
    }

    /// <summary>Waits until the script ends.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(_process.ExitCode == 0, string.Join('\n', Lines) + await _screen);
        return Lines;
    }

    /// <summary>Waits for a line of output; fails if the script ends before.</summary>
    public async Task HeardAsync(string line)
    {
        await Until.Holds(() => Lines.Contains(line) || _process.HasExited);
        Assert.True(Lines.Contains(line), string.Join('\n', Lines));
    }

    /// <summary>Kills the process and its children.</summary>
    public async Task KillAsync()
    {
        Assert.False(_process.HasExited, string.Join('\n', Lines));
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // Builds the SecureString by hand: under the policy Restricted, wine has no ConvertTo-SecureString.
    private static string Frame(EmulatorHost emulator, string folder, string script, string name) =>
        $$"""
        $ErrorActionPreference = 'Stop'
        [Threading.Thread]::CurrentThread.CurrentUICulture = [cultureinfo]'zh-CN'
        $writer = [IO.StreamWriter]::new('{{Wine.PathOf(name + ".txt")}}')
        $writer.AutoFlush = $true
        $module = '{{Wine.PathOf(Packaged.Folder)}}'
        $folder = '{{Wine.PathOf(folder)}}'
        function Connect([double] $RequestsPerSecond = 1000) {
            $key = [securestring]::new()
            '{{EmulatorKeys.SecretKey}}'.ToCharArray() | ForEach-Object { $key.AppendChar($_) }
            Connect-Ess -SecretId {{Shell.AccountOf(emulator)}} -SecretKey $key -OperatorUserId {{Vectors.Operator}} `
                -Endpoint {{emulator.Address}} -RequestsPerSecond $RequestsPerSecond
        }
        try {
            & {
                {{script}}
            } | ForEach-Object { $writer.WriteLine("$_") }
            exit 0
        }
        catch {
            $writer.WriteLine("$_ $($_.ScriptStackTrace)")
            exit 1
        }
        """;
}
