using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>Finds the items that make the service refuse a whole call, by halving it.</summary>
internal sealed class CulpritSearch<TRecord>
    where TRecord : class, IItemRecord
{
    private readonly RefusalWatch _refusals;
    private readonly CallRoom _room;

    public CulpritSearch(RefusalWatch refusals, CallRoom room)
    {
        _refusals = refusals;
        _room = room;
    }

    /// <summary>Sends the two halves of a refused call, or each item separately if most are culprits.</summary>
    /// <param name="batch">The batch that the items belong to.</param>
    /// <param name="records">The items of the call, more than one.</param>
    /// <param name="send">Sends a part of them, and searches it if that is refused, too; returns whether the service accepted it.</param>
    public async Task HalveAsync(Batch<TRecord> batch, List<TRecord> records, Func<List<TRecord>, Task<bool>> send)
    {
        if (_refusals.IsHopeless(batch.Culprits))
        {
            await SendEachAsync(records, send).ConfigureAwait(false);
            return;
        }

        int half = records.Count / 2;
        List<TRecord> left = records.GetRange(0, half), right = records.GetRange(half, records.Count - half);
        if (_room.TryRun(() => send(left)) is { } atOnce)
        {
            // The output waits for this batch: if a permit is free, send both halves concurrently.
            await Task.WhenAll(atOnce, send(right)).ConfigureAwait(false);
            return;
        }

        bool leftTaken = await send(left).ConfigureAwait(false);
        // With no culprit in the left half there is one in the right: sending that as a whole would waste a call.
        if (leftTaken && right.Count > 1) await HalveAsync(batch, right, send).ConfigureAwait(false);
        else await send(right).ConfigureAwait(false);
    }

    private async Task SendEachAsync(List<TRecord> records, Func<List<TRecord>, Task<bool>> send)
    {
        var atOnce = new List<Task>();
        foreach (TRecord record in records)
        {
            List<TRecord> one = [record];
            if (_room.TryRun(() => send(one)) is { } started) atOnce.Add(started);
            else await send(one).ConfigureAwait(false);
        }

        await Task.WhenAll(atOnce).ConfigureAwait(false);
    }
}
