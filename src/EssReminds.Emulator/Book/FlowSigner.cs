using System;

namespace EssReminds.Emulator;

/// <summary>A signer of a flow. Whatever is left open is generated from the flow's id.</summary>
public sealed record FlowSigner
{
    /// <summary>The name, as it appears in the answer's message.</summary>
    public required string Name { get; init; }

    /// <summary>The signer's id in RemindEmailInfos.</summary>
    public string? SignId { get; init; }

    /// <summary>The signer's state.</summary>
    public SignerState State { get; init; } = SignerState.Waiting;

    /// <summary>The mobile number, unmasked.</summary>
    public string? Mobile { get; init; }

    /// <summary>The organization that the signer signs for; null for a private person.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>Why the signer refused.</summary>
    public string? Message { get; init; }

    /// <summary>When the signer signed.</summary>
    public DateTimeOffset? SignedOn { get; init; }

    /// <summary>Reminders sent before the emulator started.</summary>
    public int RemindedBefore { get; init; }
}
