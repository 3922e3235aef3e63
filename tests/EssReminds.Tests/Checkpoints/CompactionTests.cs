using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using System.Threading.Tasks;
using EssReminds.Checkpoints;
using EssReminds.Emulator;
using EssReminds.Tests.Commands;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Checkpoints;

/// <summary>Compaction keeps files small, and intact whatever happens during it.</summary>
public sealed class CompactionTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2026, 8, 3, 1, 0, 0, TimeSpan.Zero);
    private static readonly CheckpointHeader Header = new() { Endpoint = "http://e", OperatorUserId = "me" };

    private readonly CheckpointFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compaction_drops_superseded_lines_and_keeps_what_the_policy_needs()
    {
        var clock = new SetClock(Begin);
        var policy = new ReminderPolicy { RemindAgainAfter = TimeSpan.FromDays(1), MaximumReminders = 100 };
        string[] ids = Ids.Take(300);
        long largest = 0;
        for (int day = 0; day < 40; day++)
        {
            using (Checkpoint<RemindFlowRecord> checkpoint = Open(clock, policy))
            {
                largest = Math.Max(largest, new FileInfo(_folder.File).Length);
                foreach (string[] call in ids.Where((_, n) => n % 7 != day % 7).Chunk(100)) await RemindAsync(checkpoint, clock, call);
                // The last call of each day stays without an outcome.
                (await checkpoint.AnnounceAsync([.. ids.Where((_, n) => n % 7 == day % 7).Take(5)], default)).Dispose();
            }

            clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.InRange(largest, 64 * 1024, 3 * 300 * 300);
        Assert.False(File.Exists(_folder.File + ".compacting"));
        using Checkpoint<RemindFlowRecord> last = Open(clock, policy);
        for (int n = 0; n < ids.Length; n++)
        {
            Assert.True(last.IsDue(ids[n], resendUnknown: false, out _));
            int days = Enumerable.Range(0, 40).Count(day => n % 7 != day % 7 || n / 7 < 5);
            Assert.Equal(days, last.Find(ids[n])!.ReminderCount);
        }
    }

    [Fact]
    public async Task Daily_runs_over_ten_thousand_flows_keep_the_file_under_ten_megabytes()
    {
        // A few days stand for a year: each day's file depends only on the day before.
        var clock = new SetClock(Begin);
        var policy = new ReminderPolicy { RemindAgainAfter = TimeSpan.FromDays(1), MaximumReminders = 255 };
        string[] ids = Ids.Take(10_000);
        for (int day = 0; day < 6; day++)
        {
            using (Checkpoint<RemindFlowRecord> checkpoint = Open(clock, policy))
                foreach (string[] call in ids.Chunk(1000)) await RemindAsync(checkpoint, clock, call);
            Assert.InRange(new FileInfo(_folder.File).Length, 1, 10_000_000);
            clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [FactOnUnix, UnsupportedOSPlatform("windows")]
    public async Task A_compacted_file_keeps_its_permissions_and_a_link_to_it_stays_a_link()
    {
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        await FillAsync();
        File.SetUnixFileMode(_folder.File, mode);
        string link = Path.Combine(_folder.Folder, "link.jsonl");
        File.CreateSymbolicLink(link, _folder.File);
        long before = new FileInfo(_folder.File).Length;

        using (Checkpoint<RemindFlowRecord> checkpoint = Open(new SetClock(Begin), null, link))
        {
            Assert.InRange(new FileInfo(_folder.File).Length, 1, before / 2);
            Assert.Equal(ErrorId.CheckpointInUse, Assert.Throws<EssException>(() => Open(new TestClock(), null)).ErrorId);
            await RemindAsync(checkpoint, new SetClock(Begin), ["one"]);
        }

        Assert.Equal(mode, File.GetUnixFileMode(_folder.File));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        using Checkpoint<RemindFlowRecord> again = Open(new SetClock(Begin), null);
        Assert.NotNull(again.Find("one"));
        Assert.NotNull(again.Find(Ids.Take(1)[0]));
    }

    [FactOnUnix, UnsupportedOSPlatform("windows")]
    public async Task The_old_file_stays_in_use_if_compaction_cannot_create_the_new_one()
    {
        await FillAsync();
        Directory.CreateDirectory(Path.Combine(_folder.File + ".compacting", "in the way"));
        long before = new FileInfo(_folder.File).Length;
        using (Checkpoint<RemindFlowRecord> checkpoint = Open(new SetClock(Begin), null))
        {
            Assert.NotNull(checkpoint.Find(Ids.Take(1)[0]));
            await RemindAsync(checkpoint, new SetClock(Begin), ["one"]);
        }

        Assert.InRange(new FileInfo(_folder.File).Length, before, before + 1000);
        using Checkpoint<RemindFlowRecord> again = Open(new SetClock(Begin), null);
        Assert.NotNull(again.Find("one"));
    }

    [Fact]
    public async Task A_file_that_is_locked_for_a_moment_is_waited_for()
    {
        await FillAsync();
        var holder = new FileStream(_folder.File, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var clock = new ReleasingClock(holder);
        using Checkpoint<RemindFlowRecord> checkpoint = Open(clock, null);
        Assert.NotNull(checkpoint.Find(Ids.Take(1)[0]));
        Assert.InRange(clock.Waited, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_byte_order_mark_is_accepted()
    {
        using (Checkpoint<RemindFlowRecord> checkpoint = Open(new SetClock(Begin), null))
            await RemindAsync(checkpoint, new SetClock(Begin), ["a"]);
        await File.WriteAllBytesAsync(_folder.File, [0xEF, 0xBB, 0xBF, .. await File.ReadAllBytesAsync(_folder.File)]);

        using (Checkpoint<RemindFlowRecord> checkpoint = Open(new SetClock(Begin), null))
            await RemindAsync(checkpoint, new SetClock(Begin), ["b"]);
        using Checkpoint<RemindFlowRecord> again = Open(new SetClock(Begin), null);
        Assert.Equal(RemindOutcome.Reminded, again.Find("a")!.Outcome);
        Assert.Equal(RemindOutcome.Reminded, again.Find("b")!.Outcome);
    }

    /// <summary>Killed at any moment during compaction or soon after: nothing is lost, and nobody is reminded too soon.</summary>
    [Fact]
    public async Task A_kill_during_compaction_leaves_the_complete_old_file_or_the_complete_new_one()
    {
        var called = new ConcurrentQueue<string>();
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            RemindersPerSigner = 3,
            Script = call =>
            {
                foreach (string id in call.FlowIds) called.Enqueue(id);
                return null;
            },
        });
        string[] ids = Ids.Take(8_100);
        string idsFile = Path.Combine(_folder.Folder, "ids.txt"), leftover = _folder.File + ".compacting";
        await File.WriteAllLinesAsync(idsFile, ids);
        byte[] large = CheckpointFolder.Reminded(emulator, ids[..8_000], TimeSpan.FromHours(1));
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000");
        shell["checkpoint"] = _folder.File;
        var random = new Random(7);
        int during = 0;

        for (int n = 0; n < 6; n++)
        {
            await File.WriteAllBytesAsync(_folder.File, large);
            using (Process child = CheckpointChild.Start(emulator.Address, _folder.File, idsFile, "-RemindAgainAfter 3.00:00:00"))
            {
                Task<string[][]> end = CheckpointChild.EndAsync(child);
                await Until.Holds(() => File.Exists(leftover) || end.IsCompleted);
                await Task.Delay(random.Next(80));
                if (File.Exists(leftover)) during++;
                if (!child.HasExited) child.Kill();
                await end;
            }

            var records = shell.Send(ids, "-CheckpointPath $checkpoint -RemindAgainAfter 3.00:00:00");
            Assert.Null(shell.Terminating);
            Assert.Equal(ids, records.Select(record => record.FlowId));
            Assert.False(File.Exists(leftover));
            Assert.InRange(new FileInfo(_folder.File).Length, 1, large.Length / 2);
            Assert.DoesNotContain(called, id => string.CompareOrdinal(id, ids[8_000]) < 0);
            Assert.All(called.CountBy(id => id), calls => Assert.Equal(1, calls.Value));
            called.Clear();
        }

        Assert.InRange(during, 1, 6);
    }

    private async Task FillAsync()
    {
        using Checkpoint<RemindFlowRecord> checkpoint = Open(new SetClock(Begin), null);
        for (int n = 0; n < 7; n++) await RemindAsync(checkpoint, new SetClock(Begin), Ids.Take(100));
    }

    private static async Task RemindAsync(Checkpoint<RemindFlowRecord> checkpoint, SetClock clock, string[] ids)
    {
        (await checkpoint.AnnounceAsync(ids, default)).Dispose();
        RemindFlowRecord[] records = [.. ids.Select(id => new RemindFlowRecord(id)
        {
            Outcome = RemindOutcome.Reminded,
            CanRemind = true,
            RemindMessage = "签署人 王五: 催办成功；签署人 李四: 催办成功；",
            RequestId = "4c5c9f6e-3f0c-4a1b-9a57-0d8c1b7c5e21",
        })];
        foreach (EssReminds.Records.IItemRecord record in records) record.History!.Answered(clock.UtcNow.UtcDateTime);
        await checkpoint.RecordAsync(records);
    }

    private Checkpoint<RemindFlowRecord> Open(Clock clock, ReminderPolicy? policy, string? path = null) =>
        Checkpoint<RemindFlowRecord>.Open(
        path ?? _folder.File, Header, static id => new RemindFlowRecord(id),
            new CheckpointSettings { Clock = clock, Policy = policy }, default);

    /// <summary>A clock that advances when something waits on it; after a second it releases the file.</summary>
    private sealed class ReleasingClock(FileStream holder) : Clock
    {
        public TimeSpan Waited { get; private set; }

        public override DateTimeOffset UtcNow => Begin;

        public override long Ticks => Waited.Ticks;

        public override Task DelayAsync(TimeSpan delay, System.Threading.CancellationToken cancellation)
        {
            Waited += delay;
            if (Waited >= TimeSpan.FromSeconds(1)) holder.Dispose();
            return Task.CompletedTask;
        }
    }
}
