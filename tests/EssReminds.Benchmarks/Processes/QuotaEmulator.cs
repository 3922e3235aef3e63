using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Processes;

/// <summary>
/// An emulator with a quota. It runs in this process, which does nothing else meanwhile, so that the arrival of every
/// call can be read from it; the clients run in processes of their own.
/// </summary>
internal sealed class QuotaEmulator : IAsyncDisposable
{
    private const string WarmUp = "warmup";

    private readonly EmulatorHost _host;

    private QuotaEmulator(EmulatorHost host) => _host = host;

    public Uri Address => _host.Address;

    /// <summary>The file of its CA certificate; null over plain http.</summary>
    public string? CaFile => _host.CaFile;

    public EmulatorStats Stats => _host.Stats;

    /// <summary>The calls in order of arrival, without the question before a run's first call, which names no flow.</summary>
    public IReadOnlyList<RecordedCall> Calls =>
        [.. _host.Calls.Where(call => call.UserId != WarmUp && NamesItems(call)).OrderBy(call => call.Arrived)];

    /// <param name="latency">Time from a call's arrival to its answer, ± 10 %.</param>
    /// <param name="window">How the quota counts a second.</param>
    /// <param name="quota">Calls a second.</param>
    /// <param name="refusals">What a refusal says.</param>
    /// <param name="https">Whether it serves https.</param>
    public static async Task<QuotaEmulator> StartAsync(
        TimeSpan latency, QuotaWindow window, double quota = 20, RefusalText refusals = RefusalText.Number,
        HttpsMode https = HttpsMode.Off)
    {
        var options = new EmulatorOptions { Quota = quota, Window = window, RefusalText = refusals, RecordCalls = true, Https = https };
        var emulator = new QuotaEmulator(await EmulatorHost.StartAsync(options));
        try
        {
            // The real service is warm, too.
            await emulator.WarmUpAsync();
            options.Latency = latency;
            options.Jitter = latency / 10;
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    public ClientOptions Client(ClientWork work, int calls) => Clients.Of(work, _host.Address, calls * 100);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static bool NamesItems(RecordedCall call) => call.FlowIds.Count > 0 || call.FlowGroupId is { Length: > 0 };

    private async Task WarmUpAsync()
    {
        // With another key, so that the measured account's quota stays untouched.
        ClientOptions options = Client(ClientWork.Loop, calls: 1) with
        {
            Operator = WarmUp,
            SecretId = EmulatorKeys.DocumentationSecretId,
            SecretKey = EmulatorKeys.DocumentationSecretKey,
        };
        X509ChainPolicy? trust = null;
        if (CaFile is { } file)
        {
            trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.ImportFromPemFile(file);
        }

        using var client = new SignedClient(options, trust);
        for (int i = 0; i < 8; i++) await client.RemindAsync([.. FlowIdSource.Of(WarmUp, 100)]);
    }
}
