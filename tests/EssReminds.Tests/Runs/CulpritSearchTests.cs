using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>Calls that the service refuses as a whole because of some of their items.</summary>
public class CulpritSearchTests
{
    [Fact]
    public void Every_culprit_is_found_and_every_other_item_is_accepted_in_one_call() =>
        Gen.Select(Gen.Bool.Array[2, 100].Where(any => any.Contains(true)), Gen.Int[1, 6], Gen.Bool).Sample((culprits, room, taken) =>
        {
            Outcome search = SearchAsync(culprits, room, taken).GetAwaiter().GetResult();
            Assert.Equal(Places(culprits, true), search.Found.Order());
            Assert.Equal(Places(culprits, false), search.Accepted.Order());
            Assert.InRange(search.MostInFlight, 1, room);
        }, threads: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task A_single_culprit_of_a_hundred_items_costs_at_most_two_calls_for_each_halving(int place)
    {
        bool[] culprits = new bool[100];
        culprits[place] = true;
        Assert.InRange((await SearchAsync(culprits, room: 1, taken: true)).Calls, 7, 14);
    }

    [Fact]
    public async Task A_right_half_that_must_contain_the_culprit_is_not_sent_as_a_whole()
    {
        bool[] culprits = [false, false, false, true];
        // Left pair, then the right pair's halves: the right pair itself would be refused for certain.
        Assert.Equal([2, 1, 1], (await SearchAsync(culprits, room: 1, taken: true)).Sizes);
    }

    [Fact]
    public async Task Halves_are_sent_at_once_where_there_is_room()
    {
        bool[] culprits = [false, false, false, true];
        Assert.Equal([1, 1, 2, 2], (await SearchAsync(culprits, room: 4, taken: true)).Sizes.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_eight_culprits_and_nothing_accepted_the_rest_is_sent_item_by_item(bool taken)
    {
        Outcome search = await SearchAsync([.. Enumerable.Repeat(true, 64)], room: 1, taken);
        Assert.Equal(64, search.Found.Count);
        // Halving down to 64 culprits takes 126 calls.
        if (taken) Assert.Equal(126, search.Calls);
        else Assert.InRange(search.Calls, 64, 80);
    }

    private static IEnumerable<int> Places(bool[] culprits, bool value) =>
        Enumerable.Range(0, culprits.Length).Where(place => culprits[place] == value);

    private static async Task<Outcome> SearchAsync(bool[] culprits, int room, bool taken)
    {
        var refusals = new RefusalWatch();
        if (taken) refusals.Taken();
        var calls = new CallRoom(room);
        Assert.True(calls.Wait(TimeSpan.Zero, default)); // the batch's own permit
        var search = new CulpritSearch<RemindFlowRecord>(refusals, calls);
        var batch = new Batch<RemindFlowRecord>(new(new RunSignals(), ids => "", ErrorTexts.General), culprits.Length);
        string[] ids = Ids.Take(culprits.Length);
        var places = ids.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        var outcome = new Outcome();

        await search.HalveAsync(batch, [.. ids.Select(id => new RemindFlowRecord(id))], SendAsync);
        for (int free = 1; free < room; free++) Assert.True(calls.Wait(TimeSpan.Zero, default));
        Assert.False(calls.Wait(TimeSpan.Zero, default));
        return outcome;

        async Task<bool> SendAsync(List<RemindFlowRecord> records)
        {
            outcome.Begin(records.Count);
            await Task.Yield();
            outcome.End();
            int[] at = [.. records.Select(record => places[record.FlowId])];
            if (!at.Any(place => culprits[place]))
            {
                refusals.Taken();
                foreach (int place in at) outcome.Accepted.Add(place);
                return true;
            }

            if (records.Count > 1)
            {
                await search.HalveAsync(batch, records, SendAsync);
                return false;
            }

            batch.CountCulprit();
            outcome.Found.Add(at[0]);
            return false;
        }
    }

    private sealed class Outcome
    {
        private int _inFlight;

        public ConcurrentBag<int> Found { get; } = [];

        public ConcurrentBag<int> Accepted { get; } = [];

        public ConcurrentQueue<int> Sizes { get; } = new();

        public int Calls => Sizes.Count;

        public int MostInFlight { get; private set; }

        public void Begin(int size)
        {
            Sizes.Enqueue(size);
            lock (Sizes) MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        }

        public void End()
        {
            lock (Sizes) _inFlight--;
        }
    }
}
