using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using EssReminds.Records;

namespace EssReminds;

/// <summary>The outcome of one flow's reminder: what Send-EssFlowReminder puts on the pipeline, one for each distinct id.</summary>
public sealed class RemindFlowRecord : IItemRecord
{
    private readonly ItemHistory _history = new();
    private IReadOnlyList<RemindedSigner>? _signers; // read when asked for: a million records weigh half without them

    [JsonConstructor]
    internal RemindFlowRecord(string flowId) => FlowId = Printable.Text(flowId ?? ""); // a damaged line of a checkpoint has none

    /// <summary>
    /// The flow's id as it was given, without what stood around it. A record can be piped back in by it. Only where it cannot be an id
    /// may it differ: what could act on a terminal is replaced.
    /// </summary>
    public string FlowId { get; }

    /// <summary>What became of the reminder: one of <see cref="RemindOutcome"/>.</summary>
    [JsonInclude, JsonRequired, JsonConverter(typeof(OutcomeJson))]
    public string Outcome { get; internal set; } = RemindOutcome.Failed;

    /// <summary>What was said of the flow, by the service or about the error: without anything that could act on a terminal.</summary>
    [JsonIgnore]
    public string? Message => ErrorMessage ?? Printable.TextOrNull(RemindMessage);

    /// <summary>The service's own field; null where it said nothing. It does not tell whether anybody was reminded.</summary>
    [JsonInclude]
    public bool? CanRemind { get; internal set; }

    /// <summary>The service's own text, untouched; null where it said nothing.</summary>
    [JsonInclude]
    public string? RemindMessage { get; internal set; }

    /// <summary>The signers that RemindMessage names; empty where it names none.</summary>
    [JsonIgnore]
    public IReadOnlyList<RemindedSigner> Signers => _signers ??= Records.RemindMessage.Signers(RemindMessage);

    /// <summary>
    /// Whether the same id can be sent again with any hope: nobody was reminded, and the reason lies neither in the id, nor in the
    /// contract, nor in the parameters.
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

    /// <summary>The request that this outcome comes from, to quote to Tencent Cloud's support; null where no answer came.</summary>
    [JsonInclude]
    public string? RequestId { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>When the outcome became known, in local time.</summary>
    [JsonInclude]
    public DateTime? Time
    {
        get => _history.Time;
        internal set => _history.Time = value;
    }

    /// <summary>Whether the outcome was read from a checkpoint: this run has sent nothing for the flow.</summary>
    [JsonIgnore]
    public bool FromCheckpoint => _history.FromCheckpoint;

    /// <summary>Why a run with a checkpoint did not send the flow: AlreadySent, TooSoon or TooOften; else null.</summary>
    [JsonIgnore]
    public string? SkipReason => _history.SkipReason;

    /// <summary>How often the flow was reminded, as far as the checkpoint knows; Unknown counts. Null without a checkpoint.</summary>
    [JsonIgnore]
    public int? ReminderCount => _history.Reminders;

    /// <summary>When the flow was last reminded, as far as the checkpoint knows, in local time; Unknown counts.</summary>
    [JsonIgnore]
    public DateTime? LastReminderTime => _history.LastReminder;

    /// <summary>Who settled an Unknown outcome by hand; null where the service's answer did.</summary>
    [JsonInclude]
    public string? SettledBy
    {
        get => _history.SettledBy;
        internal set => _history.SettledBy = value;
    }

    /// <summary>When that was, in local time.</summary>
    [JsonInclude]
    public DateTime? SettledTime
    {
        get => _history.SettledTime;
        internal set => _history.SettledTime = value;
    }

    /// <summary>What the checkpoint writes of <see cref="ReminderCount"/>: nothing where this outcome alone says as much.</summary>
    [JsonInclude, JsonPropertyName("Reminders")]
    internal int? RemindersBeyond
    {
        get => _history.RemindersBeyond(((IItemRecord)this).IsReminder);
        set => _history.Reminders = value;
    }

    /// <summary>What the checkpoint writes of <see cref="LastReminderTime"/>: nothing where it is this outcome's own time.</summary>
    [JsonInclude, JsonPropertyName("LastReminder")]
    internal DateTime? EarlierReminder
    {
        get => _history.ReminderBeyond(((IItemRecord)this).IsReminder);
        set => _history.LastReminder = value;
    }

    /// <summary>What the checkpoint writes of a doubtful outcome: since when the item waited before it.</summary>
    [JsonInclude]
    internal DateTime? EarlierSince
    {
        get => _history.EarlierSince;
        set => _history.EarlierSince = value;
    }

    /// <summary>Somebody has looked up what became of a call that was perhaps carried out.</summary>
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
