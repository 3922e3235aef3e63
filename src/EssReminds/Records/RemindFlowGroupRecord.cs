using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using EssReminds.Records;

namespace EssReminds;

/// <summary>The outcome of one group's reminder: what Send-EssFlowGroupReminder puts on the pipeline, one for each distinct id.</summary>
public sealed class RemindFlowGroupRecord : IItemRecord
{
    [JsonConstructor]
    internal RemindFlowGroupRecord(string flowGroupId) => FlowGroupId = Printable.Text(flowGroupId);

    /// <summary>The group's id as it was given, without what stood around it. A record can be piped back in by it.</summary>
    public string FlowGroupId { get; }

    /// <summary>What became of the reminder: one of <see cref="RemindOutcome"/>.</summary>
    [JsonInclude, JsonRequired, JsonConverter(typeof(OutcomeJson))]
    public string Outcome { get; internal set; } = RemindOutcome.Failed;

    /// <summary>What was said of the group, by the service or about the error, for people.</summary>
    [JsonIgnore]
    public string? Message => ErrorMessage ?? (Signers.Count > 0 ? Signers.ToString() : null);

    /// <summary>The signers that the answer names.</summary>
    [JsonInclude]
    public IReadOnlyList<RemindedGroupSigner> Signers { get; internal set => field = new TextList<RemindedGroupSigner>([.. value]); } = [];

    /// <summary>
    /// Whether the same id can be sent again with any hope: nobody was reminded, and the reason lies neither in the id, nor in the
    /// group, nor in the parameters.
    /// </summary>
    [JsonIgnore]
    public bool Retryable => Outcome == RemindOutcome.Failed && ErrorId is not (
        Platform.ErrorId.InvalidFlowId or Platform.ErrorId.FlowNotFound or Platform.ErrorId.FlowRefused
        or Platform.ErrorId.InvalidRequest or Platform.ErrorId.UnknownParameter);

    /// <summary>The module's error id, one of those listed in about_EssReminds; null where nothing failed.</summary>
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

    /// <summary>When the outcome was known, in local time; null where an earlier run did not live to see it.</summary>
    [JsonInclude]
    public DateTime? Time { get; internal set => field = value?.ToLocalTime(); }

    /// <summary>Id and outcome, for people.</summary>
    public override string ToString() => FlowGroupId + ": " + Outcome;

    /// <summary>The service has answered what it did for each signer.</summary>
    internal void Answer(IReadOnlyList<RemindedGroupSigner> signers, string? requestId, DateTimeOffset now)
    {
        Signers = signers;
        Outcome = OutcomeOf(signers);
        ErrorId = ErrorCode = ErrorMessage = null;
        RequestId = requestId;
        Time = now.LocalDateTime;
    }

    string IItemRecord.Id => FlowGroupId;

    string? IItemRecord.ErrorId
    {
        get => ErrorId;
        set => ErrorId = value;
    }

    bool IItemRecord.IsInDoubt => Outcome == RemindOutcome.Unknown;

    bool IItemRecord.HasResult => true;

    bool IItemRecord.MayBeSent => Outcome == RemindOutcome.Failed;

    void IItemRecord.Fail(string errorId, string code, string message, string? requestId, bool inDoubt)
    {
        Outcome = inDoubt ? RemindOutcome.Unknown : RemindOutcome.Failed;
        ErrorId = errorId;
        ErrorCode = code;
        ErrorMessage = message;
        RequestId = requestId;
        Time = errorId == Platform.ErrorId.UnknownInCheckpoint ? null : Clock.System.UtcNow.LocalDateTime;
    }

    /// <summary>Where the answer leaves anything open, nothing is guessed.</summary>
    private static string OutcomeOf(IReadOnlyList<RemindedGroupSigner> signers)
    {
        if (signers.Count == 0 || signers.Any(signer => signer.Reminded is null)) return RemindOutcome.Unknown;
        bool[] contracts = [.. signers.SelectMany(signer => signer.Contracts, (_, contract) => contract.Reminded == true)];
        if (contracts.All(reminded => reminded)) return RemindOutcome.Reminded;
        return contracts.Any(reminded => reminded) ? RemindOutcome.PartlyReminded : RemindOutcome.NotReminded;
    }
}
