using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Processes;

/// <summary>An emulator without a quota, in a process of its own, for runs that load the whole machine.</summary>
internal sealed partial class EmulatorProcess : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Child _child;

    private EmulatorProcess(TimeSpan latency) => _child = Child.Start(new ProcessStartInfo(
        "dotnet",
        [
            Checkout.Emulator, "--port", "0", "--quota", "0", "--book", "none",
            "--latency", Say.Invariant($"{latency.TotalMilliseconds}"),
        ])
    { RedirectStandardOutput = true });

    public Uri Address { get; private set; } = null!;

    /// <param name="latency">Time from a call's arrival to its answer; none by default.</param>
    public static async Task<EmulatorProcess> StartAsync(TimeSpan latency = default)
    {
        var emulator = new EmulatorProcess(latency);
        try
        {
            string line = await emulator._child.Process.StandardOutput.ReadLineAsync() ?? "";
            Match address = AddressPattern().Match(line);
            emulator.Address = address.Success ? new Uri(address.Value) : throw new InvalidDataException("The emulator did not start.");
            // Warm up: the emulator compiles its code before anything is measured.
            await ClientProcess.MeasureAsync(emulator.Client(ClientWork.Loop, latency == default ? 50_000 : 500));
            return emulator;
        }
        catch
        {
            emulator.Dispose();
            throw;
        }
    }

    /// <summary>The options of a client of this emulator.</summary>
    public ClientOptions Client(ClientWork work, int ids) => Clients.Of(work, Address, ids) with { RequestsPerSecond = 100_000 };

    public async Task<EmulatorStats> StatsAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return (await http.GetFromJsonAsync<EmulatorStats>(new Uri(Address, "/_emulator/stats"), Web))!;
    }

    public void Dispose() => _child.Dispose();

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex AddressPattern();
}
