using System.Collections.Generic;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>An action that asks more about those items of a batch for which the answer to the first one is not enough.</summary>
/// <typeparam name="TRecord">What becomes of one item.</typeparam>
internal interface IFollowUpAction<TRecord> : IBulkAction<TRecord>
    where TRecord : class, IItemRecord
{
    /// <summary>Whether more is to be asked about an item.</summary>
    bool Concerns(TRecord record);

    /// <summary>Lets the first answers stand where a fault permits that, and tells the user.</summary>
    /// <returns>Whether they stand.</returns>
    bool Keep(IReadOnlyList<TRecord> records, CallFault fault, CallReport<TRecord> report);
}
