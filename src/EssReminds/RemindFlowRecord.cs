using System.Collections.Generic;

namespace EssReminds;

/// <summary>What became of the reminder of one flow.</summary>
public enum RemindOutcome
{
    /// <summary>Every signer that the service names was reminded.</summary>
    Reminded,

    /// <summary>Some signers were reminded, others not.</summary>
    PartlyReminded,

    /// <summary>The service answered, and reminded nobody: see RemindMessage for why.</summary>
    NotReminded,

    /// <summary>The call was refused or never made, so nobody was reminded: safe to send again.</summary>
    Failed,

    /// <summary>Perhaps carried out: sending again may remind people twice.</summary>
    Unknown,
}

/// <summary>One signer, as the service's message tells it.</summary>
public sealed class RemindedSigner
{
    internal RemindedSigner(string name, string message, bool? reminded) =>
        (Name, Message, Reminded) = (name, message, reminded);

    /// <summary>The signer's name.</summary>
    public string Name { get; }

    /// <summary>The service's words about this signer.</summary>
    public string Message { get; }

    /// <summary>Whether this signer was reminded; null where the service's words are not understood.</summary>
    public bool? Reminded { get; }

    /// <summary>Name and words, for people: without anything that could act on a terminal.</summary>
    public override string ToString() => Printable.Text(Name + ": " + Message);
}

/// <summary>The outcome of one flow's reminder: what Send-EssFlowReminder puts on the pipeline, one for each distinct id.</summary>
public sealed class RemindFlowRecord
{
    private IReadOnlyList<RemindedSigner>? _signers; // read when asked for: a million records weigh half without them

    internal RemindFlowRecord(string flowId) => FlowId = flowId;

    /// <summary>The flow's id as it was given, without blanks around it. A record can be piped back in by it.</summary>
    public string FlowId { get; }

    /// <summary>What became of the reminder.</summary>
    public RemindOutcome Outcome { get; internal set; } = RemindOutcome.Failed;

    /// <summary>The service's own field; null where it said nothing. It does not tell whether anybody was reminded.</summary>
    public bool? CanRemind { get; internal set; }

    /// <summary>The service's own text, untouched; null where it said nothing.</summary>
    public string? RemindMessage { get; internal set; }

    /// <summary>The signers that RemindMessage names; empty where it names none.</summary>
    public IReadOnlyList<RemindedSigner> Signers => _signers ??= Protocol.RemindMessage.Signers(RemindMessage);

    /// <summary>The service's code for the failed call, or the module's error id where no readable answer came; else null.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>Why the call failed; else null.</summary>
    public string? ErrorMessage { get; internal set; }

    /// <summary>The request that this outcome comes from, to quote to Tencent Cloud's support; null where no answer came.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Id and outcome, for people: without anything that could act on a terminal.</summary>
    public override string ToString() => Printable.Text(FlowId) + ": " + Outcome;
}
