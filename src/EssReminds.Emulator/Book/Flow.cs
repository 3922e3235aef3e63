using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>A flow that differs from the generated ones.</summary>
public sealed record Flow
{
    /// <summary>Its id, case-sensitive.</summary>
    public required string FlowId { get; init; }

    /// <summary>Where it stands.</summary>
    public FlowStatus Status { get; init; } = FlowStatus.Waiting;

    /// <summary>By what ways its signers can be reminded.</summary>
    public FlowNotifyType NotifyType { get; init; } = FlowNotifyType.Sms;

    /// <summary>Its signers; where there are none, the generated ones of this id.</summary>
    public IReadOnlyList<FlowSigner> Signers { get; init; } = [];

    /// <summary>An error code that every call naming this flow fails with, nobody reminded.</summary>
    public string? Sinks { get; init; }

    /// <summary>A record to answer word for word, nobody reminded.</summary>
    public FixedRecord? Record { get; init; }
}
