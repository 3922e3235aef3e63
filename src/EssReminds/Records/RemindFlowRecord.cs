using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using EssReminds.Records;

namespace EssReminds;

/// <summary>The outcome of reminding one flow: Send-EssFlowReminder returns one for each distinct id.</summary>
public sealed class RemindFlowRecord : IItemRecord
{
    private readonly ItemHistory _history = new();
    private IReadOnlyList<RemindedSigner>? _signers; // parsed on first use: half the memory for a million records

    [JsonConstructor]
    internal RemindFlowRecord(string flowId) => FlowId = Printable.Text(flowId ?? ""); // null in a damaged checkpoint line

    /// <summary>
    /// The flow's id as it was given, trimmed. By it a record can be piped back in. Only an invalid id may differ from its input:
    /// characters that could act on a terminal are replaced.
    /// </summary>
    public string FlowId { get; }

    /// <summary>What became of the reminder: one of <see cref="RemindOutcome"/>.</summary>
    [JsonInclude, JsonRequired, JsonConverter(typeof(OutcomeJson))]
    public string Outcome { get; internal set; } = RemindOutcome.Failed;

    /// <summary>The service's words about the flow, or the error message, made safe for a terminal.</summary>
    [JsonIgnore]
    public string? Message => ErrorMessage ?? Printable.TextOrNull(RemindMessage);

    /// <summary>The service's field of this name; null where there was none. It does not tell whether anybody was reminded.</summary>
    [JsonInclude]
    public bool? CanRemind { get; internal set; }

    /// <summary>The service's text, unchanged; null where there was none.</summary>
    [JsonInclude]
    public string? RemindMessage { get; internal set; }

    /// <summary>The signers named in RemindMessage; empty where it names none.</summary>
    [JsonIgnore]
    public IReadOnlyList<RemindedSigner> Signers => _signers ??= Records.RemindMessage.Signers(RemindMessage);

    /// <summary>
    /// Whether sending the same id again may help: nobody was reminded, and the cause is not the id, the contract or the parameters.
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

    /// <summary>Whether the outcome was read from a checkpoint, so that this run has sent nothing for the flow.</summary>
    [JsonIgnore]
    public bool FromCheckpoint => _history.FromCheckpoint;

    /// <summary>Why a run with a checkpoint did not send the flow: AlreadySent, TooSoon or TooOften; else null.</summary>
    [JsonIgnore]
    public string? SkipReason => _history.SkipReason;

    /// <summary>
    /// How often the flow was reminded according to the checkpoint, Unknown outcomes included; null without a checkpoint.
    /// </summary>
    [JsonIgnore]
    public int? ReminderCount => _history.Reminders;

    /// <summary>When the flow was last reminded according to the checkpoint, Unknown outcomes included, in local time.</summary>
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
    public override string ToString() => FlowId + ": " + Outcome;

    string IItemRecord.Id => FlowId;

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
}
