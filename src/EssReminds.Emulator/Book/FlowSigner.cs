using System;

namespace EssReminds.Emulator;

/// <summary>A signer of a flow. What is not said of them follows from the flow's id.</summary>
public sealed record FlowSigner
{
    /// <summary>As in the answer's message.</summary>
    public required string Name { get; init; }

    /// <summary>What RemindEmailInfos calls the signer by.</summary>
    public string? SignId { get; init; }

    /// <summary>Where the signer stands.</summary>
    public SignerState State { get; init; } = SignerState.Waiting;

    /// <summary>The mobile number, in clear.</summary>
    public string? Mobile { get; init; }

    /// <summary>Whom the signer signs for; a person who signs for themselves where there is none.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>Why the signer refused.</summary>
    public string? Message { get; init; }

    /// <summary>When the signer signed.</summary>
    public DateTimeOffset? SignedOn { get; init; }

    /// <summary>Reminders sent before the emulator started.</summary>
    public int RemindedBefore { get; init; }
}
