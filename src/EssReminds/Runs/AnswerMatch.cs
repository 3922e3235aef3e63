using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>Matches an answer's results with the items of the call, by id and never by position.</summary>
/// <typeparam name="TRecord">The records of the items.</typeparam>
internal sealed class AnswerMatch<TRecord>
{
    public AnswerMatch(IReadOnlyList<TRecord> missing, int foreignCount) => (Missing, ForeignCount) = (missing, foreignCount);

    /// <summary>The items that the answer does not mention.</summary>
    public IReadOnlyList<TRecord> Missing { get; }

    /// <summary>How many results match no item of the call.</summary>
    public int ForeignCount { get; }
}

/// <summary>Creates an <see cref="AnswerMatch{TRecord}"/>.</summary>
internal static class AnswerMatch
{
    /// <param name="results">The results that the answer lists.</param>
    /// <param name="records">The items of the call.</param>
    /// <param name="idOf">The id of a result.</param>
    /// <param name="apply">Called with each matched result, its item, and whether the item already had a result.</param>
    [MethodImpl(HotPath.Optimized)]
    public static AnswerMatch<TRecord> Of<TResult, TRecord>(
        IReadOnlyList<TResult?> results, IReadOnlyList<TRecord> records, Func<TResult, string?> idOf, Action<TResult, TRecord, bool> apply)
        where TResult : class
        where TRecord : class, IItemRecord
    {
        var answered = new bool[records.Count];
        Dictionary<string, int>? places = null; // built only if the answer's order differs from the call's
        int next = 0, known = 0, foreign = 0;
        for (int i = 0; i < results.Count; i++)
        {
            int place = results[i] is { } result ? PlaceOf(idOf(result)) : -1;
            if (place < 0)
            {
                foreign++;
                continue;
            }

            apply(results[i]!, records[place], answered[place]);
            next = place + 1;
            if (!answered[place]) known++;
            answered[place] = true;
        }

        IReadOnlyList<TRecord> missing = known == records.Count ? [] : [.. records.Where((_, place) => !answered[place])];
        return new AnswerMatch<TRecord>(missing, foreign);

        [MethodImpl(HotPath.Optimized)]
        int PlaceOf(string? id)
        {
            if (id is null) return -1;
            if (next < records.Count && records[next].Id == id) return next;
            places ??= Enumerable.Range(0, records.Count).ToDictionary(place => records[place].Id, StringComparer.Ordinal);
            return places.TryGetValue(id, out int place) ? place : -1;
        }
    }
}
