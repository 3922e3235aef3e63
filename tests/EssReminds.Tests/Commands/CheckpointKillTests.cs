using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>
/// Runs that are killed again and again, and resumed until they are done. Most of them are daily runs: every flow was reminded
/// four days ago and is due again, and the file is compacted first.
/// </summary>
public class CheckpointKillTests
{
    private const int Seeds = 5;
    private const int KillsPerSeed = 5;

    [Fact]
    public async Task However_often_a_run_is_killed_no_flow_is_lost_and_nobody_is_reminded_twice()
    {
        var deaths = new ConcurrentBag<Death>();
        await Parallel.ForEachAsync(Enumerable.Range(1, Seeds), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (seed, _) =>
        {
            using var run = new KilledRun(seed);
            foreach (Death death in await run.ToTheEndAsync(KillsPerSeed)) deaths.Add(death);
        });

        // The kills covered all stages (with thresholds far below what is likely): before the first call, and with calls in flight.
        string all = string.Join("; ", deaths);
        Assert.Equal(Seeds * KillsPerSeed, deaths.Count);
        Assert.True(deaths.Any(death => death.Calls == 0), all);
        Assert.True(deaths.Select(death => death.Calls).Distinct().Count() >= 5, all);
        Assert.True(deaths.Count(death => death.InFlight > 0) >= 8, all);
        Assert.True(deaths.Count(death => death.Doubtful > 0) >= 8, all);
        Assert.True(deaths.Count(death => death.Settled > 0) >= 8, all);
    }

    /// <summary>How far a run had got when it was killed.</summary>
    /// <param name="Calls">Calls of the run that the service had received.</param>
    /// <param name="InFlight">Those without an answer yet.</param>
    /// <param name="Doubtful">Flows that its file announced without an outcome.</param>
    /// <param name="Settled">Flows that were called and whose outcome was in the file.</param>
    private sealed record Death(int Calls, int InFlight, int Doubtful, int Settled);

    /// <summary>What one process printed about a flow.</summary>
    private sealed record Told(string FlowId, string Outcome, string RequestId);

    private sealed class KilledRun(int seed) : IDisposable
    {
        private readonly CheckpointFolder _folder = new();
        private readonly Random _random = new(seed);
        private readonly string[] _ids = Ids.Take(500, "seed" + seed);
        private readonly ConcurrentQueue<string> _called = new();
        private readonly List<Death> _deaths = [];
        private readonly HashSet<string> _doubtful = [];
        private readonly List<Told> _told = [];
        private TaskCompletionSource _moment = new();
        private int _calls, _lastCall;

        private bool IsMorning => seed > 1;

        private string Options => "-BatchSize 5 -ThrottleLimit 6" + (IsMorning ? " -RemindAgainAfter 3.00:00:00" : "");

        private string IdsFile => Path.Combine(_folder.Folder, "ids.txt");

        public async Task<IReadOnlyList<Death>> ToTheEndAsync(int kills)
        {
            await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
            {
                Quota = 0,
                Seed = seed,
                Latency = TimeSpan.FromMilliseconds(50),
                Jitter = TimeSpan.FromMilliseconds(40),
                RemindersPerSigner = 3, // the emulator must not be what prevents a second reminder
                Script = Watch,
            });
            await File.WriteAllLinesAsync(IdsFile, _ids);
            if (IsMorning) await File.WriteAllBytesAsync(_folder.File, CheckpointFolder.Reminded(emulator, _ids, TimeSpan.FromDays(4)));

            for (int n = 0; n < kills; n++) await LiveAndDieAsync(emulator);
            using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000");
            shell["checkpoint"] = _folder.File;
            IReadOnlyList<RemindFlowRecord> records = shell.Send(_ids, "-CheckpointPath $checkpoint " + Options);

            Assert.Null(shell.Terminating);
            Check(emulator, [.. records.Select(record => new Told(record.FlowId, record.Outcome, record.RequestId ?? ""))]);
            Assert.Equal(_doubtful.Count, shell.Errors.Sum(error => ((string[])error.TargetObject).Length));
            Assert.All(
                shell.Errors,
                error => Assert.StartsWith("UnknownInCheckpoint,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
            if (!IsMorning) CheckResending(shell);
            return _deaths;
        }

        public void Dispose() => _folder.Dispose();

        private Fault? Watch(CallInfo call)
        {
            foreach (string id in call.FlowIds) _called.Enqueue(id);
            if (Interlocked.Increment(ref _calls) == _lastCall) _moment.TrySetResult();
            return null;
        }

        private async Task LiveAndDieAsync(EmulatorHost emulator)
        {
            bool early = _random.Next(4) == 0;
            _moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _lastCall = early ? -1 : _random.Next(1, 14);
            _calls = 0;
            using Process child = CheckpointChild.Start(emulator.Address, _folder.File, IdsFile, Options);
            Task<string[][]> end = CheckpointChild.EndAsync(child);
            if (!early) await Task.WhenAny(_moment.Task, end);
            else if (_deaths.Count > 0) await Task.Delay(_random.Next(200, 600));
            else while (!File.Exists(_folder.File) && !end.IsCompleted) await Task.Delay(1);
            await Task.Delay(_random.Next(early ? 10 : 60));

            int inFlight = emulator.Stats.InFlight;
            Assert.False(child.HasExited, $"seed {seed}: the run was over before it was killed");
            child.Kill();
            string[][] lines = await end;

            _told.AddRange(Records(lines));
            IReadOnlySet<string> doubt = _folder.InDoubt();
            _doubtful.UnionWith(doubt);
            _deaths.Add(new Death(_calls, inFlight, doubt.Count, _called.Distinct().Except(doubt).Count()));
        }

        private void Check(EmulatorHost emulator, Told[] records)
        {
            Assert.Equal(_ids, records.Select(r => r.FlowId));
            Assert.Equal(_ids.Where(_doubtful.Contains), records.Where(r => r.Outcome == "Unknown").Select(r => r.FlowId));
            Assert.All(records, r => Assert.Contains(r.Outcome, (string[])["Reminded", "Unknown"]));
            Assert.All(
                records.Where(r => r.Outcome == "Reminded"),
                r => Assert.All(emulator.Book.Signers(r.FlowId), s => Assert.Equal(1, s.Count)));

            // No flow was in two calls, none in a call that the file does not announce, and no printed record changed later.
            Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
            Assert.Equal(_called.Count, _called.Distinct().Count());
            if (!IsMorning) Assert.Subset(_folder.Announced.ToHashSet(), _called.ToHashSet());
            var final = records.ToDictionary(r => r.FlowId);
            Assert.All(_told, told => Assert.Equal(told, final[told.FlowId]));
        }

        private void CheckResending(Shell shell)
        {
            _called.Clear();
            Assert.Equal(_ids, shell.Send(_ids, "-CheckpointPath $checkpoint -ResendUnknown").Select(r => r.FlowId));
            Assert.Equal(_ids.Where(_doubtful.Contains), _called.Order());
            Assert.Empty(_folder.InDoubt());
        }

        private static IEnumerable<Told> Records(string[][] lines) =>
            lines.Where(line => line[0] == "record").Select(line => new Told(line[1], line[2], line[3]));
    }
}
