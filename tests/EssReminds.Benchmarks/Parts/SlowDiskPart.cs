using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;
using EssReminds.Checkpoints;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Emulator;
using EssReminds.Runs;

namespace EssReminds.Benchmarks.Parts;

/// <summary>Quota used where each flush of the checkpoint is slow. In this process, because the disk is injected.</summary>
internal static class SlowDiskPart
{
    private const double Quota = 20;
    private const int Calls = 200;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Flush = TimeSpan.FromMilliseconds(50);

    public static async Task<Section> RunAsync()
    {
        // Processes share their pace through this folder; a fresh one keeps other sessions' pace out.
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Directory.CreateDirectory(Path.Combine(Scratch.Folder, "disk")).FullName);
        PaceFigures without = await MeasureAsync(null), with = await MeasureAsync(Flush);
        return new Section(
            Say.Invariant($"A checkpoint on a disk that takes {Flush.TotalMilliseconds:0} ms a flush, ")
                + "300 ms latency, any second, 200 calls",
        [
            new("Share of the quota", "≥ 97 %", with.ToString(), $"without a checkpoint: {without}"),
        ]);
    }

    private static async Task<PaceFigures> MeasureAsync(TimeSpan? flush)
    {
        await using QuotaEmulator emulator = await QuotaEmulator.StartAsync(Latency, QuotaWindow.Sliding);
        var credential = new EssCredential(EmulatorKeys.SecretId, Encoding.UTF8.GetBytes(EmulatorKeys.SecretKey), null);
        var caller = new Protocol.Caller(Protocol.Product.Ess, new Dictionary<string, string> { ["OperatorUserId"] = "benchmark" });
        EssConnection connection = EssConnection.Open(
            new ConnectionSettings { Endpoint = emulator.Address }, caller, new FixedCredentialSource("Benchmark", credential));
        string path = Path.Combine(Scratch.Folder, "slow.jsonl");
        var header = new CheckpointHeader { Endpoint = emulator.Address.AbsoluteUri, OperatorUserId = "benchmark" };
        Checkpoint<RemindFlowRecord>? checkpoint = flush is { } time
            ? new Checkpoint<RemindFlowRecord>(new SlowDisk(path, time), path, header, static id => new RemindFlowRecord(id))
            : null;
        var options = new RunOptions { BatchSize = 100, ThrottleLimit = 64, MaximumRetryCount = 10 };
        var output = new Counter();
        var action = new RemindAction(connection.Caller, [], new RemindEmailMap());
        // A thread of its own, as PowerShell's pipeline has: it waits, and must not take one of the pool's few.
        await Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        connection.Close();
        if (output.Reminded != Calls * 100) throw new InvalidOperationException("Not every flow was reminded.");
        return PaceFigures.Of(emulator.Calls, Quota);

        void Run()
        {
            using var run = new BulkRun<RemindFlowRecord>(action, connection, options, output, checkpoint);
            run.AskFirst();
            foreach (string id in FlowIdSource.Of("disk", Calls * 100)) run.Add(id);
            run.Complete();
        }
    }

    private sealed class Counter : IRunOutput<RemindFlowRecord>
    {
        public int Reminded { get; private set; }

        public StreamEffect EffectOf(RunStream stream) => StreamEffect.None;

        public bool Approve(IReadOnlyList<string> ids) => true;

        public void Write(RemindFlowRecord record) => Reminded += record.Outcome == RemindOutcome.Reminded ? 1 : 0;

        public void Write(EssException error) => throw error;

        public void Progress(RunTotals totals)
        {
        }

        public void Warn(string text)
        {
        }

        public void Detail(Func<string> text)
        {
        }
    }
}
