namespace EssReminds.Records;

/// <summary>What a run has to know of the record of one item, whatever the item is.</summary>
internal interface IItemRecord
{
    string Id { get; }

    /// <summary>A call for the item was perhaps carried out.</summary>
    bool IsInDoubt { get; }

    /// <summary>Nothing was done for the item, so a later run sends it.</summary>
    bool MayBeSent { get; }

    /// <summary>Somebody was reminded for the item, or perhaps.</summary>
    bool IsReminder { get; }

    /// <summary>When that was, and how often before; null where no run remembers such items.</summary>
    ItemHistory? History { get; }

    /// <summary>Whether there is anything to hand on; a look-up that failed has nothing but its error.</summary>
    bool HasResult { get; }

    /// <summary>The module's id of the error; to be set where a record comes from a checkpoint, which does not have it.</summary>
    string? ErrorId { get; set; }

    string? ErrorCode { get; }

    string? ErrorMessage { get; }

    string? RequestId { get; }

    /// <summary>The item's call failed.</summary>
    /// <param name="errorId">The module's id of the error.</param>
    /// <param name="code">The service's code, or the module's error id.</param>
    /// <param name="message">Why.</param>
    /// <param name="requestId">Null where no answer came.</param>
    /// <param name="inDoubt">Whether it was perhaps carried out all the same.</param>
    void Fail(string errorId, string code, string message, string? requestId, bool inDoubt);
}
