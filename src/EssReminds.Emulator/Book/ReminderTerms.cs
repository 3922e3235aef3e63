using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>How one call wants signers reminded, and what its action allows.</summary>
internal sealed record ReminderTerms
{
    /// <summary>How often a signer of a flow can be reminded.</summary>
    public required int Limit { get; init; }

    /// <summary>The ways that the call leaves open.</summary>
    public FlowNotifyType Types { get; init; } = FlowNotifyType.All;

    /// <summary>The SignIds of signers who are mailed in any case.</summary>
    public IReadOnlySet<string> Mailed { get; init; } = new HashSet<string>();

    /// <summary>What an unknown flow makes the call fail with.</summary>
    public required ServiceError Unknown { get; init; }

    /// <summary>What a flow without permission makes the call fail with.</summary>
    public required ServiceError Forbidden { get; init; }
}
