using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Connection;

public sealed class SharedSlotsTests : IDisposable
{
    private const long Interval = 5_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("EssReminds").FullName;
    private readonly TestClock _clock = new();

    private string File => Path.Combine(_folder, "slots");

    private long Now => _clock.Ticks;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Processes_that_open_the_same_file_share_one_queue_of_slots()
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        Slots a = Open(mine), b = Open(theirs), other = Open(theirs, "other|host");

        Assert.Equal(Now, Take(a).Start);
        Assert.Equal(Now + Interval, Take(b).Start);
        Assert.Equal(Now + 2 * Interval, Take(a).Start);
        Assert.Equal(Now, Take(other).Start);
    }

    [Fact]
    public void A_process_whose_folder_is_deleted_continues_alone_without_waiting_for_a_lock()
    {
        using SlotTable table = SlotTable.Open(File);
        Slots slots = Open(table);
        Take(slots);
        Directory.Delete(_folder, recursive: true);
        Assert.Equal(2, Take(slots).Number);
        Assert.NotNull(table.Problem);
        Directory.CreateDirectory(_folder);
    }

    [Fact]
    public void Every_account_has_a_row_of_its_own_in_the_file()
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        for (int round = 1; round <= 3; round++)
        {
            // Opened anew each time: what a process remembers by itself must not stand in for the file.
            for (int account = 0; account < 40; account++)
                Assert.Equal(round, Take(Open(account % 2 == round % 2 ? mine : theirs, $"key {account}|host")).Number);
        }
    }

    [Fact]
    public void A_process_whose_row_was_reused_does_not_write_over_the_account_that_has_it_now()
    {
        using SlotTable table = SlotTable.Open(File);
        Slots[] idle = [.. Enumerable.Range(0, 256).Select(i => Open(table, $"key {i}|host"))];
        foreach (Slots slots in idle) Take(slots);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Take(Open(table, "new|host"));

        foreach (Slots slots in idle) Take(slots);

        Assert.Equal(2, Take(Open(table, "new|host")).Number);
    }

    [Fact]
    public async Task A_quota_that_one_process_learns_applies_to_all()
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        RateGate a = new(20, Open(mine), _clock), b = new(20, Open(theirs), _clock);
        CallPermit refused = await a.WaitAsync(false, CancellationToken.None);
        refused.ReportSent();
        a.Refused(refused, 10);
        CallPermit next = await b.WaitAsync(false, CancellationToken.None);
        Assert.InRange(next.Slot.Interval, TimeSpan.TicksPerSecond / 10, TimeSpan.TicksPerSecond / 10 * 1.03);

        b.Configure(20); // forgets it with the next call, and once: what refusals name after that applies again
        await b.WaitAsync(false, CancellationToken.None);
        a.Refused(await a.WaitAsync(false, CancellationToken.None), 5);
        for (int i = 0; i < 2; i++) next = await b.WaitAsync(false, CancellationToken.None);
        Assert.InRange(next.Slot.Interval, TimeSpan.TicksPerSecond / 5, TimeSpan.TicksPerSecond / 5 * 1.03);
    }

    [Fact]
    public void No_slot_is_granted_twice_however_many_threads_ask_at_once()
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        var taken = new ConcurrentBag<long>();
        Parallel.For(0, 8, i =>
        {
            Slots slots = Open(i % 2 == 0 ? mine : theirs);
            for (int n = 0; n < 100; n++) taken.Add(Take(slots).Start);
        });
        Assert.Equal(Enumerable.Range(0, 800).Select(i => Now + i * Interval), taken.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Threads_that_look_for_the_row_of_an_account_at_once_find_the_same_one(bool fullOfStaleRows)
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        if (fullOfStaleRows) Fill(mine);

        using var together = new Barrier(4);
        var taken = new ConcurrentBag<(int Account, long Number)>();
        Thread[] threads = Enumerable.Range(0, together.ParticipantCount).Select(i => new Thread(() =>
        {
            for (int account = 0; account < 100; account++)
            {
                together.SignalAndWait();
                taken.Add((account, Take(Open(i % 2 == 0 ? mine : theirs, $"key {account}|host")).Number));
            }
        })).ToArray();
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        Assert.Equal(taken.Count, taken.Distinct().Count());
    }

    [Fact]
    public void A_call_that_one_process_sends_late_delays_a_call_of_another_process()
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        Slots a = Open(mine), b = Open(theirs);
        Slot first = Take(a), second = Take(b), third = Take(a);

        In(b, row => row.SetSent(second, Now + 50_000));

        In(a, row =>
        {
            Assert.Equal(Now + 50_000 + 20_000, row.Earliest(third, calls: 1, span: 20_000));
            Assert.Equal(Now + 20_000, row.Earliest(third, calls: 2, span: 20_000));
            Assert.Equal(first.Start, row.Earliest(first, calls: 1, span: 20_000));
        });
    }

    [Fact]
    public void A_refused_call_delays_no_other_call()
    {
        var row = new SlotRow();
        Slot[] slots = [.. Enumerable.Range(0, 4).Select(_ => row.Take(Now, Now, Interval, Interval))];
        row.SetRefused(slots[2]);
        Assert.Equal(slots[1].Start + 1_000_000, row.Earliest(slots[3], calls: 1, span: 1_000_000));
    }

    [Fact]
    public void A_call_reported_after_its_place_in_the_ring_was_reused_changes_nothing()
    {
        var row = new SlotRow();
        Slot late = row.Take(Now, Now, Interval, Interval), last = late;
        for (int i = 0; i < SlotRow.Remembered; i++) last = row.Take(Now, Now, Interval, Interval);
        Slot next = row.Take(Now, Now, Interval, Interval);

        row.SetSent(late, Now + 10_000_000);

        Assert.Equal(last.Start + 2 * Interval, row.Earliest(next, calls: 1, span: 2 * Interval));
    }

    [Fact]
    public void A_row_in_use_is_never_given_to_another_account()
    {
        using SlotTable table = SlotTable.Open(File);
        Slots slow = Open(table, "slow|host");
        In(slow, row => row.Take(Now, Now, TimeSpan.FromMinutes(2).Ticks, 0)); // one call every two minutes
        _clock.Advance(TimeSpan.FromMinutes(2));

        for (int i = 0; i < 300; i++) Take(Open(table, $"key {i}|host"));

        In(slow, row => Assert.Equal(Now + TimeSpan.FromMinutes(2).Ticks, row.Take(Now, Now, TimeSpan.FromMinutes(2).Ticks, 0).Start
            + TimeSpan.FromMinutes(2).Ticks));
        Assert.Equal(2, Take(Open(table, "slow|host")).Number - 1);
    }

    [Fact]
    public void After_a_reboot_no_row_of_a_full_table_is_waited_for()
    {
        using SlotTable table = SlotTable.Open(File);
        _clock.Advance(TimeSpan.FromDays(30));
        Fill(table);

        _clock.Advance(-TimeSpan.FromDays(30));

        Assert.Equal((Now, 1), Of(Take(Open(table, "key 7|host"))));
        Assert.Equal((Now, 1), Of(Take(Open(table, "new|host"))));
        Assert.Equal((Now + Interval, 2), Of(Take(Open(table, "new|host"))));
    }

    [Fact]
    public void A_table_full_of_stale_rows_takes_a_new_account()
    {
        using SlotTable table = SlotTable.Open(File);
        Fill(table);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Take(Open(table, "new|host"));
        Assert.Equal(2, Take(Open(table, "new|host")).Number);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Truncating_the_file_under_live_processes_costs_neither_its_pace(int length)
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        Slots a = Open(mine), b = Open(theirs);
        Take(a);
        Take(b);

        using (FileStream file = System.IO.File.Open(File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(length);

        Assert.Equal((Now + 2 * Interval, 3), Of(Take(b)));
        Assert.Equal((Now + 3 * Interval, 4), Of(Take(a)));
        Assert.Null(mine.Problem);
    }

    [Fact]
    public void A_process_whose_file_fails_continues_with_its_own_copy_of_the_slots()
    {
        using SlotTable table = SlotTable.Open(File);
        Slots slots = Open(table);
        Take(slots);
        table.Dispose(); // as after a disk error, no access to the file succeeds any more

        Assert.Equal((Now + Interval, 2), Of(Take(slots)));
        Assert.NotNull(table.Problem);
        Assert.Equal((Now + 2 * Interval, 3), Of(Take(slots)));
    }

    [Fact]
    public void A_lock_that_is_never_released_blocks_no_other_process()
    {
        using SlotTable table = SlotTable.Open(File);
        Slots slots = Open(table);
        Take(slots);
        using IDisposable? held = table.Lock(); // as by a suspended process
        Assert.Equal((Now + Interval, 2), Of(Take(slots)));
    }

    [Fact]
    public void The_file_holds_neither_key_nor_address()
    {
        using (SlotTable table = SlotTable.Open(File)) Take(Open(table, "AKIDsecret|host.example"));
        string content = Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File));
        Assert.DoesNotContain("AKID", content, StringComparison.Ordinal);
        Assert.DoesNotContain("example", content, StringComparison.Ordinal);
    }

    private static (long Start, long Number) Of(Slot slot) => (slot.Start, slot.Number);

    private SharedSlots Open(SlotTable table, string account = "key|host") => new(table, account, _clock);

    /// <summary>Assigns every row to some account.</summary>
    private void Fill(SlotTable table)
    {
        for (int i = 0; i < 256; i++) Take(Open(table, $"key {i}|host"));
    }

    private Slot Take(Slots slots)
    {
        Slot slot = default;
        In(slots, row => slot = row.Take(asked: Now, Now, Interval, catchUp: Interval));
        return slot;
    }

    private static void In(Slots slots, Action<SlotRow> action)
    {
        slots.Enter();
        try
        {
            action(slots.Row);
        }
        finally
        {
            slots.Exit();
        }
    }
}
