using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Processes;

/// <summary>
/// An emulator with a quota. It lives in this process, which does nothing else meanwhile, so that the arrival of every
/// call can be read from it; the clients are processes of their own.
/// </summary>
internal sealed class QuotaEmulator : IAsyncDisposable
{
    private const string WarmUp = "warmup";

    private readonly EmulatorHost _host;

    private QuotaEmulator(EmulatorHost host) => _host = host;

    public Uri Address => _host.Address;

    /// <summary>The file of its authority; null over plain http.</summary>
    public string? CaFile => _host.CaFile;

    public EmulatorStats Stats => _host.Stats;

    /// <summary>The calls that arrived, in that order; the question before the first of a run, which names no flow, left out.</summary>
    public IReadOnlyList<RecordedCall> Calls =>
        [.. _host.Calls.Where(call => call.UserId != WarmUp && (call.FlowIds.Count > 0 || call.FlowGroupId is { Length: > 0 })).OrderBy(call => call.Arrived)];

    /// <param name="latency">From a call's arrival to its answer, give or take 10 %.</param>
    /// <param name="window">What a second means to the quota.</param>
    /// <param name="quota">Calls a second.</param>
    /// <param name="refusals">What a refusal says.</param>
    /// <param name="https">Whether it speaks https.</param>
    public static async Task<QuotaEmulator> StartAsync(
        TimeSpan latency, QuotaWindow window, double quota = 20, RefusalText refusals = RefusalText.Number,
        HttpsMode https = HttpsMode.Off)
    {
        var options = new EmulatorOptions { Quota = quota, Window = window, RefusalText = refusals, RecordCalls = true, Https = https };
        var emulator = new QuotaEmulator(await EmulatorHost.StartAsync(options));
        try
        {
            // The service that it stands for is not cold either.
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

    private async Task WarmUpAsync()
    {
        // By another key, so that the account that is measured has its whole quota left.
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
