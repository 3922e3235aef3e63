using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using Xunit;

namespace EssReminds.Tests.Connection;

public sealed class SharedSlotsTests : IDisposable
{
    private const long Now = 1_000_000_000_000;
    private const long Interval = 5_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("EssReminds").FullName;

    private string File => Path.Combine(_folder, "slots");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Several_openings_of_the_file_share_one_line_of_slots()
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        Slots a = new SharedSlots(mine, "key|host"), b = new SharedSlots(theirs, "key|host"), other = new SharedSlots(theirs, "other|host");

        Assert.Equal(Now, Take(a));
        Assert.Equal(Now + Interval, Take(b));
        Assert.Equal(Now + 2 * Interval, Take(a));
        Assert.Equal(Now, Take(other));
    }

    [Fact]
    public void No_slot_is_given_twice_however_many_take_at_once()
    {
        using SlotTable table = SlotTable.Open(File);
        var taken = new ConcurrentBag<long>();
        Parallel.For(0, 8, _ =>
        {
            var slots = new SharedSlots(table, "key|host");
            for (int i = 0; i < 1000; i++) taken.Add(Take(slots));
        });
        Assert.Equal(Enumerable.Range(0, 8000).Select(i => Now + i * Interval), taken.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Those_who_look_for_the_row_of_an_account_at_once_find_the_same_one(bool fullOfForgotten)
    {
        using SlotTable table = SlotTable.Open(File);
        for (long account = 1; fullOfForgotten && account < 2 * 256; account += 2) table.Find(account);

        using var together = new Barrier(4);
        var taken = new ConcurrentBag<(int Account, long Number)>();
        Thread[] threads = Enumerable.Range(0, together.ParticipantCount).Select(_ => new Thread(() =>
        {
            for (int account = 0; account < 200; account++)
            {
                together.SignalAndWait();
                taken.Add((account, new SharedSlots(table, $"key {account}|host").Take(Clock.System.Ticks, Clock.System.Ticks, Interval, Interval).Number));
            }
        })).ToArray();
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        Assert.Equal(taken.Count, taken.Distinct().Count());
    }

    [Fact]
    public void A_late_departure_of_one_opening_holds_up_the_call_of_another()
    {
        using SlotTable mine = SlotTable.Open(File), theirs = SlotTable.Open(File);
        Slots a = new SharedSlots(mine, "key|host"), b = new SharedSlots(theirs, "key|host");
        Slot first = a.Take(Now, Now, Interval, Interval), second = b.Take(Now, Now, Interval, Interval), third = a.Take(Now, Now, Interval, Interval);

        b.Leave(second, Now + 50_000);

        Assert.Equal(Now + 50_000 + 20_000, a.EarliestAfter(third, calls: 1, span: 20_000, now: Now + 60_000));
        Assert.Equal(Now + 20_000, a.EarliestAfter(third, calls: 2, span: 20_000, now: Now + 60_000));
        Assert.Equal(first.Start, a.EarliestAfter(first, calls: 1, span: 20_000, now: Now + 60_000));
        Assert.Equal(Now + 50_000 + 20_000, a.EarliestAfter(third, calls: 1, span: 20_000, now: Now)); // planned, but not left yet
        Assert.Equal(third.Start, a.EarliestAfter(third, calls: 1, span: 20_000, now: Now / 2)); // left by another start of the machine
    }

    [Fact]
    public void A_departure_told_when_its_place_is_another_calls_changes_nothing()
    {
        using SlotTable table = SlotTable.Open(File);
        var slots = new SharedSlots(table, "key|host");
        Slot late = slots.Take(Now, Now, Interval, Interval), last = late;
        for (int i = 0; i < Slots.Remembered; i++) last = slots.Take(Now, Now, Interval, Interval);
        Slot next = slots.Take(Now, Now, Interval, Interval);

        slots.Leave(late, Now + 10_000_000);

        Assert.Equal(last.Start + 2 * Interval, slots.EarliestAfter(next, calls: 1, span: 2 * Interval, now: Now));
    }

    [Fact]
    public void A_departure_whose_place_in_the_ring_is_a_newer_calls_holds_nobody_up()
    {
        using SlotTable table = SlotTable.Open(File);
        var slots = new SharedSlots(table, "key|host");
        Slot slot = default;
        for (int i = 0; i < Slots.Remembered; i++) slot = slots.Take(Now, Now, Interval, Interval);
        const int calls = Slots.Remembered - 2;
        Assert.Equal(Now + Interval + 1_000_000, slots.EarliestAfter(slot, calls, span: 1_000_000, Now));

        slots.Take(Now, Now, Interval, Interval);
        slots.Take(Now, Now, Interval, Interval);

        Assert.Equal(slot.Start, slots.EarliestAfter(slot, calls, span: 1_000_000, Now));
    }

    [Fact]
    public void A_slow_accounts_row_stays_its_own()
    {
        using SlotTable table = SlotTable.Open(File);
        for (long account = 1; account < 2 * 256; account += 2) table.Find(account);
        int row = table.Find(1).Row;
        table.Word(row, 0) = Clock.System.Ticks + TimeSpan.FromMinutes(2).Ticks; // at a call each 100 s

        for (int i = 0; i < 300; i++) _ = new SharedSlots(table, $"key {i}|host");

        Assert.Equal(1, table.Account(row));
    }

    [Fact]
    public void A_slot_left_by_a_clock_that_has_started_anew_is_not_waited_for()
    {
        using SlotTable table = SlotTable.Open(File);
        var slots = new SharedSlots(table, "key|host");
        Take(slots);
        Assert.Equal(5000, slots.Take(5000, 5000, Interval, Interval).Start);
    }

    [Fact]
    public void A_table_full_of_forgotten_accounts_takes_a_new_one()
    {
        using SlotTable table = SlotTable.Open(File);
        for (long account = 1; account < 600; account += 2)
        {
            int row = table.Find(account).Row;
            Assert.Equal(account, table.Account(row));
            table.Word(row, 0) = Clock.System.Ticks - TimeSpan.FromMinutes(1).Ticks;
        }
    }

    [Fact]
    public void A_file_cut_short_is_made_whole_and_never_only_longer()
    {
        using (SlotTable table = SlotTable.Open(File)) Take(new SharedSlots(table, "key|host"));
        long whole = new FileInfo(File).Length;
        using (FileStream stream = System.IO.File.OpenWrite(File)) stream.SetLength(100);
        using (SlotTable table = SlotTable.Open(File)) Assert.Equal(Now, Take(new SharedSlots(table, "key|host")));
        Assert.Equal(whole, new FileInfo(File).Length);
    }

    [Fact]
    public void The_file_holds_neither_key_nor_address()
    {
        using (SlotTable table = SlotTable.Open(File)) Take(new SharedSlots(table, "AKIDsecret|host.example"));
        string content = System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File));
        Assert.DoesNotContain("AKID", content, StringComparison.Ordinal);
        Assert.DoesNotContain("example", content, StringComparison.Ordinal);
    }

    private static long Take(Slots slots) => slots.Take(asked: Now, now: Now, Interval, catchUp: Interval).Start;
}
