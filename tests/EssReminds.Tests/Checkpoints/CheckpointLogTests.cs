using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using EssReminds.Checkpoints;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Checkpoints;

/// <summary>What is flushed together, what is allocated in advance, and what a power cut leaves.</summary>
public class CheckpointLogTests
{
    private const string Start = """{"Checkpoint":2,"Endpoint":"http://e","OperatorUserId":"me"}""" + "\n";

    private static readonly CheckpointHeader Header = new() { Endpoint = "http://e", OperatorUserId = "me" };

    [Fact]
    public async Task Writes_that_arrive_during_a_flush_share_the_next_flush()
    {
        var disk = new CheckpointDisk();
        using Checkpoint<RemindFlowRecord> checkpoint = Open(disk);
        int before = disk.Flushes;
        using var begun = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        disk.OnFlush = () =>
        {
            begun.Release();
            release.Wait();
        };

        Task<IDisposable> first = checkpoint.AnnounceAsync(["first"], default);
        await begun.WaitAsync();
        Task<IDisposable>[] others = [.. Enumerable.Range(0, 7).Select(n => checkpoint.AnnounceAsync(["other" + n], default))];
        Task outcome = checkpoint.RecordAsync([Reminded("earlier")]);

        Assert.DoesNotContain(others.Append(outcome).Append(first), task => task.IsCompleted);
        release.Release(2);
        await Task.WhenAll([first, outcome, .. others]);

        Assert.Equal(before + 2, disk.Flushes);
        Assert.Equal(8, disk.Announced.Count);
        Assert.Equal(["earlier"], disk.Outcomes.Keys);
    }

    [Fact]
    public async Task At_most_eight_calls_are_announced_and_not_yet_sent()
    {
        var disk = new CheckpointDisk();
        using Checkpoint<RemindFlowRecord> checkpoint = Open(disk);
        var places = new List<IDisposable>();
        for (int n = 0; n < 8; n++) places.Add(await checkpoint.AnnounceAsync(["a" + n], default));
        using var stop = new CancellationTokenSource();
        Task<IDisposable> waiting = checkpoint.AnnounceAsync(["waits"], default);
        Task<IDisposable> stopped = checkpoint.AnnounceAsync(["stopped"], stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.False(waiting.IsCompleted);
        places[3].Dispose();
        places[3].Dispose();
        (await waiting).Dispose();

        Assert.Equal(9, disk.Announced.Count);
        Assert.DoesNotContain("stopped", disk.Announced);
    }

    [Fact]
    public async Task A_record_can_be_read_while_a_flush_is_under_way()
    {
        var disk = new CheckpointDisk();
        using (Checkpoint<RemindFlowRecord> earlier = Open(disk)) await earlier.RecordAsync([Reminded("known")]);
        using Checkpoint<RemindFlowRecord> checkpoint = Open(disk);
        using var begun = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        disk.OnFlush = () =>
        {
            begun.Release();
            release.Wait();
        };
        Task<IDisposable> announced = checkpoint.AnnounceAsync(["a"], default);
        await begun.WaitAsync();

        Assert.Equal(RemindOutcome.Reminded, checkpoint.Find("known")!.Outcome);

        release.Release();
        await announced;
    }

    /// <summary>However little space is left, every announced flow gets its outcome into the file; long texts may be cut.</summary>
    [Fact]
    public void Announced_flows_have_room_for_their_outcomes_however_full_the_disk_is() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 3000].Array[1, 12]).Sample((room, texts) =>
        {
            var disk = new CheckpointDisk();
            using Checkpoint<RemindFlowRecord> checkpoint = Open(disk);
            disk.Capacity = disk.Length + room;
            var taken = new List<string[]>();
            for (int n = 0; n < texts.Length; n++)
            {
                string[] ids = ["first" + n, "second" + n];
                if (Try(checkpoint.AnnounceAsync(ids, default)) is not null) break;
                taken.Add(ids);
            }

            Assert.Equal(taken.SelectMany(ids => ids).ToHashSet(), disk.Announced.ToHashSet());
            for (int n = 0; n < taken.Count; n++)
            {
                RemindFlowRecord[] records = [.. taken[n].Select(Reminded)];
                records[0].RemindMessage = n + new string('催', texts[n]);
                // Either the text is in the file, or the error says that there was no room for it.
                if (Try(checkpoint.RecordAsync(records)) is not null)
                    Assert.DoesNotContain(records[0].RemindMessage!, disk.Text, StringComparison.Ordinal);
                else
                    Assert.Contains(records[0].RemindMessage!, disk.Text, StringComparison.Ordinal);
            }

            Assert.Equal(taken.SelectMany(ids => ids).ToHashSet(), disk.Outcomes.Keys.ToHashSet());
            checkpoint.Dispose();
            Assert.Equal(disk.End, disk.Length);
            using Checkpoint<RemindFlowRecord> again = Open(disk);
            Assert.All(taken.SelectMany(ids => ids), id => Assert.Equal(RemindOutcome.Reminded, again.Find(id)!.Outcome));
        }, iter: 300);

    [Fact]
    public void A_hole_of_zeros_in_the_last_append_is_cut_off_and_an_earlier_one_is_reported_as_damage() =>
        Gen.Select(Gen.Int[1, 4].Array[2, 5], Gen.Int[0, int.MaxValue], Gen.Int[1, 600], Gen.Int[0, 1])
        .Sample((appends, at, length, padded) =>
        {
            var text = new StringBuilder(Start);
            var starts = new List<int>();
            int id = 0;
            foreach (int lines in appends)
            {
                starts.Add(text.Length);
                text.Append(' ');
                for (int n = 0; n < lines; n++)
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{{\"FlowId\":\"f{id++}\",\"Outcome\":\"Reminded\",\"RequestId\":\"{new string('r', 80)}\"}}\n");
                }
            }

            byte[] bytes = [.. Encoding.UTF8.GetBytes(text.ToString()), .. new byte[padded * 5000]];
            int from = Start.Length + (at % (text.Length - Start.Length)), to = Math.Min(from + length, text.Length);
            Array.Clear(bytes, from, to - from);
            var disk = new CheckpointDisk();
            disk.Write(bytes, 0, bytes.Length);
            int before = Encoding.UTF8.GetString(bytes, 0, from).Count(c => c == '\n') - 1;

            if (to < starts[^1]) // otherwise the line end before the last append is gone, too
            {
                Assert.Equal(ErrorId.CheckpointDamaged, Assert.Throws<EssException>(() => Open(disk)).ErrorId);
                Assert.Equal(bytes, disk.Bytes);
                return;
            }

            using Checkpoint<RemindFlowRecord> checkpoint = Open(disk);
            for (int n = 0; n < id; n++) Assert.Equal(n < before, checkpoint.Find("f" + n) is not null);
            Assert.Equal(disk.End, disk.Length);
        }, iter: 1000);

    [Fact]
    public async Task Megabytes_of_zeros_at_the_end_are_cut_off_rather_than_read_as_an_overlong_line()
    {
        var disk = new CheckpointDisk();
        using (Checkpoint<RemindFlowRecord> checkpoint = Open(disk)) await checkpoint.RecordAsync([Reminded("a")]);
        disk.Position = disk.Length;
        disk.Write(new byte[20_000_000], 0, 20_000_000);
        using Checkpoint<RemindFlowRecord> again = Open(disk);
        Assert.NotNull(again.Find("a"));
        Assert.InRange(disk.Length, 1, 1000);
    }

    private static Checkpoint<RemindFlowRecord> Open(CheckpointDisk disk) =>
        new(disk, "disk", Header, static id => new RemindFlowRecord(id));

    private static RemindFlowRecord Reminded(string id) => new(id) { Outcome = RemindOutcome.Reminded };

    private static EssException? Try(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            (task as Task<IDisposable>)?.Result.Dispose();
            return null;
        }
        catch (EssException e)
        {
            Assert.Equal(ErrorId.CheckpointNotWritable, e.ErrorId);
            return e;
        }
    }
}
