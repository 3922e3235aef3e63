using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>How one call wants signers reminded, and what its action allows.</summary>
internal sealed record ReminderTerms
{
    /// <summary>How often a signer of a flow can be reminded.</summary>
    public required int Limit { get; init; }

    /// <summary>How often in one day; 0 for as often as <see cref="Limit"/> allows.</summary>
    public int LimitOfADay { get; init; }

    /// <summary>The ways that the call leaves open.</summary>
    public FlowNotifyType Types { get; init; } = FlowNotifyType.All;

    /// <summary>The SignIds of signers who are mailed in any case.</summary>
    public IReadOnlySet<string> Mailed { get; init; } = new HashSet<string>();

    /// <summary>Whether those are reached, too, who are to fill something in.</summary>
    public bool FillingIn { get; init; }

    /// <summary>What an unknown flow makes the call fail with.</summary>
    public required ServiceError Unknown { get; init; }

    /// <summary>What a flow without permission makes the call fail with.</summary>
    public required ServiceError Forbidden { get; init; }

    /// <summary>Why a flow sinks the call, or null.</summary>
    public ServiceError? SinkingError(BookedFlow flow) =>
        flow.Description.Sinks is { } code ? ServiceErrors.OfCode(code)
        : flow.Status == FlowStatus.Unknown ? Unknown
        : flow.Status == FlowStatus.Forbidden ? Forbidden
        : null;

    /// <summary>By what ways a signer is reminded.</summary>
    public FlowNotifyType Ways(BookedFlow flow, BookedSigner signer)
    {
        bool reached = Signing(flow, signer) || (FillingIn && ToFillIn(flow, signer));
        if (!reached) return FlowNotifyType.None;
        FlowNotifyType ways = flow.Description.NotifyType & Types;
        return Mailed.Count > 0 && Mailed.Contains(signer.SignId) ? ways | FlowNotifyType.Email : ways;
    }

    private static bool Signing(BookedFlow flow, BookedSigner signer) =>
        flow.Status is FlowStatus.Waiting or FlowStatus.Partly && signer.State == SignerState.Waiting;

    private static bool ToFillIn(BookedFlow flow, BookedSigner signer) =>
        flow.Status is FlowStatus.ToFillIn or FlowStatus.PartlyFilledIn && signer.State == SignerState.ToFillIn;
}
