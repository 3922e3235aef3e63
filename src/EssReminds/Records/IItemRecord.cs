namespace EssReminds.Records;

/// <summary>What a run needs to know of an item's record, whatever the item is.</summary>
internal interface IItemRecord
{
    string Id { get; }

    /// <summary>Whether a call for the item was perhaps carried out.</summary>
    bool IsInDoubt { get; }

    /// <summary>Whether the item is to be sent by a later run, as nothing was done for it.</summary>
    bool MayBeSent { get; }

    /// <summary>Whether somebody was reminded for the item, or perhaps was.</summary>
    bool IsReminder { get; }

    /// <summary>Times and counts of its reminders; null for items without checkpoints.</summary>
    ItemHistory? History { get; }

    /// <summary>Whether the record goes to the output; a failed look-up has nothing but its error.</summary>
    bool HasResult { get; }

    /// <summary>The module's error id. A checkpoint does not store it, so it is set for records read from one.</summary>
    string? ErrorId { get; set; }

    string? ErrorCode { get; }

    string? ErrorMessage { get; }

    string? RequestId { get; }

    /// <summary>Records that the item's call failed.</summary>
    /// <param name="errorId">The module's id of the error.</param>
    /// <param name="code">The service's code, or the module's error id.</param>
    /// <param name="message">The reason.</param>
    /// <param name="requestId">Null where no answer came.</param>
    /// <param name="inDoubt">Whether the call was perhaps carried out all the same.</param>
    void Fail(string errorId, string code, string message, string? requestId, bool inDoubt);
}
