using System;
using System.Linq;
using System.Text;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class FlowTableTests
{
    [Fact]
    public void Counters_stay_with_their_ids_while_the_table_grows()
    {
        var table = new FlowTable();
        string[] ids = [.. Enumerable.Range(0, 20_000).Select(n => n % 97 == 0 ? new string('长', 1000) + n : $"yDx{n}")];
        for (int n = 0; n < ids.Length; n++) Add(table, ids[n]).First = (byte)n;

        for (int n = 0; n < ids.Length; n++) Assert.Equal((byte)n, Add(table, ids[n]).First);
        Assert.Equal(ids.Length, table.Count);
        Assert.Equal(ids[^1], Encoding.UTF8.GetString(table.Id(table.Entries[^1])));
    }

    [Fact]
    public void Ids_of_one_hash_are_told_apart()
    {
        var table = new FlowTable();
        table.GetOrAdd("one"u8, 7).First = 1;
        table.GetOrAdd("two"u8, 7).First = 2;

        Assert.True(table.TryGet("one"u8, 7, out FlowTable.Entry one));
        Assert.True(table.TryGet("two"u8, 7, out FlowTable.Entry two));
        Assert.False(table.TryGet("three"u8, 7, out _));
        Assert.Equal((1, 2), (one.First, two.First));
    }

    [Fact]
    public void A_million_flows_need_few_bytes_each()
    {
        // What the thread ever allocated, the arrays outgrown included: an upper limit that no other test disturbs.
        const int Flows = 1_000_000;
        byte[] id = Encoding.ASCII.GetBytes(new string('y', 32));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var table = new FlowTable();
        for (int n = 0; n < Flows; n++)
        {
            BitConverter.TryWriteBytes(id, n);
            table.GetOrAdd(id, FlowHash.Of(id));
        }

        Assert.Equal(Flows, table.Count);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Flows, 32, 100);
    }

    private static ref FlowTable.Entry Add(FlowTable table, string id)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(id);
        return ref table.GetOrAdd(bytes, FlowHash.Of(bytes));
    }
}
