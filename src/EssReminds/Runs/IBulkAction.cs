using System.Collections.Generic;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>What a run needs to know about the action that it carries out for many items. Called from many threads.</summary>
/// <typeparam name="TRecord">The record of one item's outcome.</typeparam>
internal interface IBulkAction<TRecord>
    where TRecord : class, IItemRecord
{
    ServiceAction Service { get; }

    /// <summary>The service's limit of items per call.</summary>
    int MaximumItems { get; }

    /// <summary>How many items the user approves at once; null for those of one call.</summary>
    int? ItemsPerApproval { get; }

    /// <summary>Whether a call only reads, so that resending one that was perhaps carried out does no harm.</summary>
    bool IsRead { get; }

    /// <summary>Its error texts.</summary>
    ErrorTexts Errors { get; }

    TRecord NewRecord(string id);

    /// <summary>The body of a call for these items; without items, the service refuses the call and nothing changes.</summary>
    byte[] Write(IReadOnlyList<string> ids);

    /// <summary>Distributes an answer to the records of its call.</summary>
    /// <returns>The records that the answer does not mention.</returns>
    IReadOnlyList<TRecord> Read(AnswerBody answer, IReadOnlyList<TRecord> records, CallReport<TRecord> report);

    /// <summary>Handles records that the service's last answer does not mention.</summary>
    void LeftOut(IReadOnlyList<TRecord> records, string? requestId, CallReport<TRecord> report);

    /// <summary>For messages: <c>100 flows (first, second and 98 more)</c>.</summary>
    string Describe(IReadOnlyList<string> ids);
}
