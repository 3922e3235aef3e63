using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using EssReminds.Records;

namespace EssReminds;

/// <summary>The outcome of reminding one group: Send-EssFlowGroupReminder returns one for each distinct id.</summary>
public sealed class RemindFlowGroupRecord : IItemRecord
{
    private readonly ItemHistory _history = new();

    [JsonConstructor]
    internal RemindFlowGroupRecord(string flowGroupId) =>
        FlowGroupId = Printable.Text(flowGroupId ?? ""); // null in a damaged checkpoint line

    /// <summary>The group's id as it was given, trimmed. By it a record can be piped back in.</summary>
    public string FlowGroupId { get; }

    /// <summary>What became of the reminder: one of <see cref="RemindOutcome"/>.</summary>
    [JsonInclude, JsonRequired, JsonConverter(typeof(OutcomeJson))]
    public string Outcome { get; internal set; } = RemindOutcome.Failed;

    /// <summary>The service's words about the group, or the error message, for people.</summary>
    [JsonIgnore]
    public string? Message => ErrorMessage ?? (Signers.Count > 0 ? Signers.ToString() : null);

    /// <summary>The signers in the service's answer.</summary>
    [JsonInclude]
    public IReadOnlyList<RemindedGroupSigner> Signers { get; internal set => field = TextList<RemindedGroupSigner>.Of(value); } = [];

    /// <summary>
    /// Whether sending the same id again may help: nobody was reminded, and the cause is not the id, the group or the parameters.
    /// </summary>
    [JsonIgnore]
    public bool Retryable => Outcome == RemindOutcome.Failed && ErrorId is not (
        Platform.ErrorId.InvalidFlowId or Platform.ErrorId.FlowNotFound or Platform.ErrorId.FlowRefused
        or Platform.ErrorId.InvalidRequest or Platform.ErrorId.UnknownParameter);

    /// <summary>The module's error id, one of those listed in about_EssReminds_Errors; null where nothing failed.</summary>
    [JsonIgnore]
    public string? ErrorId { get; internal set; }

    /// <summary>The service's code for the failed call, or the module's error id where no readable answer came; else null.</summary>
    [JsonInclude]
    public string? ErrorCode { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>Why the call failed; else null.</summary>
    [JsonInclude]
    public string? ErrorMessage { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>The id of the request behind this outcome, to quote to Tencent Cloud's support; null where no answer came.</summary>
    [JsonInclude]
    public string? RequestId { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>When the outcome became known, in local time.</summary>
    [JsonInclude]
    public DateTime? Time
    {
        get => _history.Time;
        internal set => _history.Time = value;
    }

    /// <summary>Whether the outcome was read from a checkpoint, so that this run has sent nothing for the group.</summary>
    [JsonIgnore]
    public bool FromCheckpoint => _history.FromCheckpoint;

    /// <summary>Why a run with a checkpoint did not send the group: AlreadySent, TooSoon or TooOften; else null.</summary>
    [JsonIgnore]
    public string? SkipReason => _history.SkipReason;

    /// <summary>
    /// How often the group was reminded according to the checkpoint, Unknown outcomes included; null without a checkpoint.
    /// </summary>
    [JsonIgnore]
    public int? ReminderCount => _history.Reminders;

    /// <summary>When the group was last reminded according to the checkpoint, Unknown outcomes included, in local time.</summary>
    [JsonIgnore]
    public DateTime? LastReminderTime => _history.LastReminder;

    /// <summary>Who settled an Unknown outcome by hand; null where the service's answer did.</summary>
    [JsonInclude]
    public string? SettledBy
    {
        get => _history.SettledBy;
        internal set => _history.SettledBy = value;
    }

    /// <summary>When it was settled, in local time.</summary>
    [JsonInclude]
    public DateTime? SettledTime
    {
        get => _history.SettledTime;
        internal set => _history.SettledTime = value;
    }

    /// <summary><see cref="ReminderCount"/> as stored in the checkpoint: omitted where the outcome alone implies it.</summary>
    [JsonInclude, JsonPropertyName("Reminders")]
    internal int? RemindersBeyond
    {
        get => _history.RemindersBeyond(((IItemRecord)this).IsReminder);
        set => _history.Reminders = value;
    }

    /// <summary><see cref="LastReminderTime"/> as stored in the checkpoint: omitted where it equals <see cref="Time"/>.</summary>
    [JsonInclude, JsonPropertyName("LastReminder")]
    internal DateTime? EarlierReminder
    {
        get => _history.ReminderBeyond(((IItemRecord)this).IsReminder);
        set => _history.LastReminder = value;
    }

    /// <summary>Stored in the checkpoint for an Unknown outcome: since when the item had been waiting to be reminded again.</summary>
    [JsonInclude]
    internal DateTime? EarlierSince
    {
        get => _history.EarlierSince;
        set => _history.EarlierSince = value;
    }

    /// <summary>Replaces an Unknown outcome with what somebody found out.</summary>
    internal void Settle(string outcome, string settledBy, DateTimeOffset now)
    {
        Outcome = outcome;
        ErrorId = ErrorCode = ErrorMessage = null;
        SettledBy = settledBy;
        SettledTime = now.LocalDateTime;
    }

    /// <summary>Id and outcome, for people.</summary>
    public override string ToString() => FlowGroupId + ": " + Outcome;

    /// <summary>Takes the service's results for each signer.</summary>
    internal void Answer(IReadOnlyList<RemindedGroupSigner> signers, string? requestId)
    {
        Signers = signers;
        Outcome = OutcomeOf(signers);
        ErrorId = ErrorCode = ErrorMessage = null;
        RequestId = requestId;
    }

    string IItemRecord.Id => FlowGroupId;

    string? IItemRecord.ErrorId
    {
        get => ErrorId;
        set => ErrorId = value;
    }

    bool IItemRecord.IsInDoubt => Outcome == RemindOutcome.Unknown;

    bool IItemRecord.IsReminder => Outcome is RemindOutcome.Reminded or RemindOutcome.PartlyReminded or RemindOutcome.Unknown;

    ItemHistory IItemRecord.History => _history;

    bool IItemRecord.HasResult => true;

    bool IItemRecord.MayBeSent => Outcome == RemindOutcome.Failed;

    void IItemRecord.Fail(string errorId, string code, string message, string? requestId, bool inDoubt)
    {
        Outcome = inDoubt ? RemindOutcome.Unknown : RemindOutcome.Failed;
        ErrorId = errorId;
        ErrorCode = code;
        ErrorMessage = message;
        RequestId = requestId;
    }

    /// <summary>Unknown where the answer leaves anything open: nothing is guessed.</summary>
    private static string OutcomeOf(IReadOnlyList<RemindedGroupSigner> signers)
    {
        if (signers.Count == 0 || signers.Any(signer => signer.Reminded is null)) return RemindOutcome.Unknown;
        bool[] contracts = [.. signers.SelectMany(signer => signer.Contracts, (_, contract) => contract.Reminded == true)];
        if (contracts.All(reminded => reminded)) return RemindOutcome.Reminded;
        return contracts.Any(reminded => reminded) ? RemindOutcome.PartlyReminded : RemindOutcome.NotReminded;
    }
}
