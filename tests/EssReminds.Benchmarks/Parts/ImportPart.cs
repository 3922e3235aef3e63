using System;
using System.Threading.Tasks;
using EssReminds.Benchmarks.Client;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;

namespace EssReminds.Benchmarks.Parts;

/// <summary>The cost of importing the module and of getting to the first record.</summary>
internal static class ImportPart
{
    private const int Imports = 31;
    private const int Starts = 5;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300);

    public static async Task<Section> RunAsync()
    {
        double[] ours = new double[Imports], empty = new double[Imports];
        for (int i = 0; i < Imports; i++)
        {
            ours[i] = await ImportAsync(Checkout.Module);
            empty[i] = await ImportAsync(Checkout.EmptyModule);
        }

        using EmulatorProcess emulator = await EmulatorProcess.StartAsync();
        double[] session = new double[Starts], loop = new double[Starts];
        for (int i = 0; i < Starts; i++)
        {
            session[i] = await FirstRecordAsync(emulator.Client(ClientWork.Stream, 1));
            loop[i] = await FirstRecordAsync(emulator.Client(ClientWork.Loop, 1));
        }

        (double asked, double known) = await FirstQuestionAsync();
        double import = Say.Median(ours), least = Say.Median(empty);
        return new Section("Getting going, in fresh processes",
        [
            new(Say.Invariant($"`Import-Module` alone, median of {Imports}"), "≤ 1.25 × an empty binary module with a format file",
                Say.Invariant($"{import:0.0} ms, {import / least:0.00} ×"), Say.Invariant($"empty module: {least:0.0} ms")),
            new(Say.Invariant($"Process start to the first record, one id, median of {Starts}"), "",
                Say.Invariant($"{Say.Median(session):#,0} ms"),
                Say.Invariant($"loop, without a PowerShell engine: {Say.Median(loop):0} ms")),
            new(Say.Invariant(
                $"The command's start to the first record, one id, {Latency.TotalMilliseconds:0} ms latency, median of {Starts}"), "",
                Say.Invariant($"{asked:0} ms"), Say.Invariant($"after `Connect-Ess -Verify`, so without the first question: {known:0} ms")),
        ]);
    }

    /// <summary>The cost of the question before a run's first call, compared with a run on a connection just verified.</summary>
    private static async Task<(double Asked, double Known)> FirstQuestionAsync()
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync(Latency);
        double[] asked = new double[Starts], known = new double[Starts];
        for (int i = 0; i < Starts; i++)
        {
            asked[i] = await CommandAsync(emulator.Client(ClientWork.Stream, 1));
            known[i] = await CommandAsync(emulator.Client(ClientWork.Stream, 1) with { Verify = true });
        }

        return (Say.Median(asked), Say.Median(known));
    }

    private static async Task<double> CommandAsync(ClientOptions options)
    {
        ClientResult result = await ClientProcess.MeasureAsync(options);
        return Say.Milliseconds(result.FirstRecord - result.Began);
    }

    private static async Task<double> ImportAsync(string manifest)
    {
        ClientResult result = await ClientProcess.MeasureAsync(new ClientOptions { Work = ClientWork.Import, Module = manifest });
        return Say.Milliseconds(result.Ended - result.Began);
    }

    private static async Task<double> FirstRecordAsync(ClientOptions options)
    {
        using ClientProcess client = await ClientProcess.StartAsync(options);
        ClientResult result = await client.RunAsync();
        return Say.Milliseconds(result.FirstRecord - client.Started);
    }
}
