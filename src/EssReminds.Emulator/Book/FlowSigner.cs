namespace EssReminds.Emulator;

/// <summary>A signer of a flow.</summary>
public sealed record FlowSigner
{
    /// <summary>As in the answer's message.</summary>
    public required string Name { get; init; }

    /// <summary>What RemindEmailInfos calls the signer by.</summary>
    public string? SignId { get; init; }

    /// <summary>Where the signer stands.</summary>
    public SignerState State { get; init; } = SignerState.Waiting;

    /// <summary>Reminders sent before the emulator started.</summary>
    public int RemindedBefore { get; init; }
}
