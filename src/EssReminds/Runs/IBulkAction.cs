using System.Collections.Generic;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>What a run has to know of an action that it carries out for many items. Called from many threads.</summary>
/// <typeparam name="TRecord">What becomes of one item.</typeparam>
internal interface IBulkAction<TRecord>
    where TRecord : class, IItemRecord
{
    ServiceAction Service { get; }

    /// <summary>The most items that the service takes in one call.</summary>
    int MaximumItems { get; }

    /// <summary>For how many items the user is asked at once; null for those of one call.</summary>
    int? ItemsPerApproval { get; }

    /// <summary>Whether a call only reads: one that was perhaps carried out is sent again without harm.</summary>
    bool IsRead { get; }

    /// <summary>What its errors say.</summary>
    ErrorTexts Errors { get; }

    TRecord NewRecord(string id);

    /// <summary>The body of a call for these items; without items it is one that the service refuses, and that changes nothing.</summary>
    byte[] Write(IReadOnlyList<string> ids);

    /// <summary>Sorts an answer into the records of its call.</summary>
    /// <returns>The records of which it says nothing.</returns>
    IReadOnlyList<TRecord> Read(AnswerBody answer, IReadOnlyList<TRecord> records, CallReport<TRecord> report);

    /// <summary>Records of which the service says nothing, finally.</summary>
    void LeftOut(IReadOnlyList<TRecord> records, string? requestId, CallReport<TRecord> report);

    /// <summary>For people: <c>100 flows (first, second and 98 more)</c>.</summary>
    string Describe(IReadOnlyList<string> ids);
}
