using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
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

    [Fact]
    public void A_slot_left_by_a_clock_that_has_started_anew_is_not_waited_for()
    {
        using SlotTable table = SlotTable.Open(File);
        var slots = new SharedSlots(table, "key|host");
        Take(slots);
        Assert.Equal(5000, slots.Take(5000, 5000, Interval, Interval));
    }

    [Fact]
    public void A_table_full_of_forgotten_accounts_takes_a_new_one()
    {
        using SlotTable table = SlotTable.Open(File);
        for (long account = 1; account < 600; account += 2)
        {
            int row = table.Find(account);
            Assert.Equal(account, table.Account(row));
            table.Next(row) = Clock.System.Ticks - TimeSpan.FromHours(2).Ticks;
        }
    }

    [Fact]
    public void The_file_holds_neither_key_nor_address()
    {
        using (SlotTable table = SlotTable.Open(File)) Take(new SharedSlots(table, "AKIDsecret|host.example"));
        string content = System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File));
        Assert.DoesNotContain("AKID", content, StringComparison.Ordinal);
        Assert.DoesNotContain("example", content, StringComparison.Ordinal);
    }

    private static long Take(Slots slots) => slots.Take(asked: Now, now: Now, Interval, catchUp: Interval);
}
