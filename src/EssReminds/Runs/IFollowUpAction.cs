using System.Collections.Generic;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>An action that asks for more about those items of a batch for which the first action's answer is not enough.</summary>
/// <typeparam name="TRecord">The record of one item's outcome.</typeparam>
internal interface IFollowUpAction<TRecord> : IBulkAction<TRecord>
    where TRecord : class, IItemRecord
{
    /// <summary>Whether an item needs the follow-up.</summary>
    bool Concerns(TRecord record);

    /// <summary>Keeps the first answers if the fault permits that, and tells the user.</summary>
    /// <returns>Whether they were kept.</returns>
    bool Keep(IReadOnlyList<TRecord> records, CallFault fault, CallReport<TRecord> report);
}
