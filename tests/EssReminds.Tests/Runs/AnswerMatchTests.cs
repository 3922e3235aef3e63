using System.Collections.Generic;
using System.Linq;
using CsCheck;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Runs;

public class AnswerMatchTests
{
    /// <summary>Answers in any order, with results missing, doubled, empty or of other ids.</summary>
    [Fact]
    public void Each_result_is_applied_to_the_item_of_its_id_whatever_the_order_of_the_answer() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[-3, 15].Array[0, 20]).Sample((count, places) =>
        {
            RemindFlowRecord[] records = [.. Ids.Take(count).Select(id => new RemindFlowRecord(id))];
            // A negative place stands for no result, no id, and a foreign id.
            Result?[] results = [.. places.Select(place => place switch
            {
                -3 => null,
                -2 => new Result(null),
                _ when place < 0 || place >= count => new Result("foreign" + place),
                _ => new Result(records[place].FlowId),
            })];
            var applied = new List<(string Id, string Record, bool Again)>();

            AnswerMatch<RemindFlowRecord> match = AnswerMatch.Of<Result, RemindFlowRecord>(
                results, records, result => result.Id, (result, record, again) => applied.Add((result.Id!, record.FlowId, again)));

            int[] known = [.. places.Where(place => place >= 0 && place < count)];
            Assert.Equal(known.Select(place => records[place].FlowId), applied.Select(one => one.Record));
            Assert.All(applied, one => Assert.Equal(one.Id, one.Record));
            Assert.Equal(known.Select((place, n) => known.Take(n).Contains(place)), applied.Select(one => one.Again));
            Assert.Equal(places.Length - known.Length, match.ForeignCount);
            Assert.Equal(Enumerable.Range(0, count).Except(known).Select(place => records[place]), match.Missing);
        });

    private sealed record Result(string? Id);
}
