using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Playground;

namespace EssReminds.Benchmarks.Processes;

/// <summary>A client in a process of its own: prepares, waits for the start signal, and is killed on dispose.</summary>
internal sealed class ClientProcess : IDisposable
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(6);

    private readonly Child _child;
    private readonly CancellationTokenSource _limit = new(LongestRun);

    private ClientProcess(ClientOptions options, string machine, string? authorities)
    {
        if (options.Ids > 0) options = options with { IdsFile = FlowIdSource.File(options.Operator, options.Ids) };
        ProcessStartInfo start = options.Work == ClientWork.Loop
            ? new ProcessStartInfo("dotnet", [Checkout.Loop, .. options.ToArguments()])
            : Pwsh.Start(["-NonInteractive", "-File", Checkout.Session, .. options.ToArguments()], Checkout.PowerShell);
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        // Processes share their pace through this folder; a fresh one keeps other sessions' pace out.
        start.Environment["XDG_DATA_HOME"] = Directory.CreateDirectory(Path.Combine(Scratch.Folder, machine)).FullName;
        if (authorities is not null) start.Environment["SSL_CERT_FILE"] = authorities;
        Started = Stopwatch.GetTimestamp();
        _child = Child.Start(start);
    }

    /// <summary>When the process was started, by the machine's monotonic clock.</summary>
    public long Started { get; }

    /// <summary>Starts a client and waits until it is ready.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="machine">Clients with the same name share their pace, as on one machine; others do not.</param>
    /// <param name="authorities">The CA file that .NET on Linux trusts; null for the machine's own.</param>
    public static async Task<ClientProcess> StartAsync(ClientOptions options, string machine = "one", string? authorities = null)
    {
        var client = new ClientProcess(options, machine, authorities);
        try
        {
            if (await client.ReadLineAsync() != "ready") throw new InvalidDataException("The client did not get ready.");
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Runs a client from start to end.</summary>
    public static async Task<ClientResult> MeasureAsync(ClientOptions options, string? authorities = null)
    {
        using ClientProcess client = await StartAsync(options, authorities: authorities);
        return await client.RunAsync();
    }

    /// <summary>Sends the start signal and waits for the result.</summary>
    public async Task<ClientResult> RunAsync()
    {
        await _child.Process.StandardInput.WriteLineAsync("go");
        await _child.Process.StandardInput.FlushAsync();
        string line = await ReadResultAsync();
        await _child.Process.WaitForExitAsync(_limit.Token);
        return ClientResult.Parse(line);
    }

    public void Dispose()
    {
        _child.Dispose();
        _limit.Dispose();
    }

    /// <summary>PowerShell also writes warnings to stdout: pass them on to stderr and keep looking for the result.</summary>
    private async Task<string> ReadResultAsync()
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.Length > 0 && char.IsAsciiDigit(line[0])) return line;
            await Console.Error.WriteLineAsync($"  {line}");
        }

        throw new InvalidDataException("The client ended without a result.");
    }

    private ValueTask<string?> ReadLineAsync() => _child.Process.StandardOutput.ReadLineAsync(_limit.Token);
}
