using System.Collections.Generic;
using System.Text.Json.Serialization;
using EssReminds.Records;

namespace EssReminds;

/// <summary>The outcome of one flow's reminder: what Send-EssFlowReminder puts on the pipeline, one for each distinct id.</summary>
public sealed class RemindFlowRecord : IItemRecord
{
    private IReadOnlyList<RemindedSigner>? _signers; // read when asked for: a million records weigh half without them

    [JsonConstructor]
    internal RemindFlowRecord(string flowId) => FlowId = flowId;

    /// <summary>The flow's id as it was given, without blanks around it. A record can be piped back in by it.</summary>
    public string FlowId { get; }

    /// <summary>What became of the reminder.</summary>
    [JsonInclude, JsonRequired]
    public RemindOutcome Outcome { get; internal set; } = RemindOutcome.Failed;

    /// <summary>The service's own field; null where it said nothing. It does not tell whether anybody was reminded.</summary>
    [JsonInclude]
    public bool? CanRemind { get; internal set; }

    /// <summary>The service's own text, untouched; null where it said nothing.</summary>
    [JsonInclude]
    public string? RemindMessage { get; internal set; }

    /// <summary>The signers that RemindMessage names; empty where it names none.</summary>
    [JsonIgnore]
    public IReadOnlyList<RemindedSigner> Signers => _signers ??= Records.RemindMessage.Signers(RemindMessage);

    /// <summary>The service's code for the failed call, or the module's error id where no readable answer came; else null.</summary>
    [JsonInclude]
    public string? ErrorCode { get; internal set; }

    /// <summary>Why the call failed; else null.</summary>
    [JsonInclude]
    public string? ErrorMessage { get; internal set; }

    /// <summary>The request that this outcome comes from, to quote to Tencent Cloud's support; null where no answer came.</summary>
    [JsonInclude]
    public string? RequestId { get; internal set; }

    /// <summary>Id and outcome, for people: without anything that could act on a terminal.</summary>
    public override string ToString() => Printable.Text(FlowId) + ": " + Outcome;

    string IItemRecord.Id => FlowId;

    bool IItemRecord.IsInDoubt => Outcome == RemindOutcome.Unknown;

    bool IItemRecord.HasResult => true;

    bool IItemRecord.MayBeSent => Outcome == RemindOutcome.Failed;

    void IItemRecord.Fail(string code, string message, string? requestId, bool inDoubt)
    {
        Outcome = inDoubt ? RemindOutcome.Unknown : RemindOutcome.Failed;
        ErrorCode = code;
        ErrorMessage = message;
        RequestId = requestId;
    }
}
