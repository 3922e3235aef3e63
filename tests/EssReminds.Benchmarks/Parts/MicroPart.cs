using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EssReminds.Benchmarks.Output;
using EssReminds.Benchmarks.Processes;

namespace EssReminds.Benchmarks.Parts;

/// <summary>Runs <see cref="MicroBenchmarks"/> with BenchmarkDotNet.</summary>
internal static class MicroPart
{
    public static Task<Section> RunAsync()
    {
        // In process: BenchmarkDotNet's default builds a project for each benchmark, which needs a package feed and a minute.
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithWarmupCount(6).WithIterationCount(12);
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Scratch.Folder, "BenchmarkDotNet"));
        Summary summary = BenchmarkRunner.Run<MicroBenchmarks>(config);
        return Task.FromResult(new Section("One call of 100 flows, network apart (BenchmarkDotNet)", [.. summary.Reports.Select(RowOf)]));
    }

    private static Row RowOf(BenchmarkReport report)
    {
        if (report.ResultStatistics is not { } time) throw new InvalidOperationException("BenchmarkDotNet measured nothing.");
        double bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
        return new Row(report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), "",
            Say.Invariant($"{time.Mean / 1000:0.0} µs ± {time.StandardDeviation / 1000:0.0}, {bytes / 1000:0.0} KB allocated"),
            "");
    }
}
