using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>What one call asks for, and what its action allows.</summary>
internal sealed record ReminderTerms
{
    /// <summary>The most reminders for a signer of a flow.</summary>
    public required int Limit { get; init; }

    /// <summary>The most reminders in one day; 0 for no daily limit.</summary>
    public int LimitOfADay { get; init; }

    /// <summary>The means that the call allows.</summary>
    public FlowNotifyType Types { get; init; } = FlowNotifyType.All;

    /// <summary>The SignIds of signers who get a mail in any case.</summary>
    public IReadOnlySet<string> Mailed { get; init; } = new HashSet<string>();

    /// <summary>Whether signers who have fields to fill in are reminded as well.</summary>
    public bool FillingIn { get; init; }

    /// <summary>The error that an unknown flow fails the call with.</summary>
    public required ServiceError Unknown { get; init; }

    /// <summary>The error that a forbidden flow fails the call with.</summary>
    public required ServiceError Forbidden { get; init; }

    /// <summary>The error with which a flow fails the whole call; null if it does not.</summary>
    public ServiceError? ErrorOf(BookedFlow flow) =>
        flow.Description.Sinks is { } code ? ServiceErrors.OfCode(code)
        : flow.Status == FlowStatus.Unknown ? Unknown
        : flow.Status == FlowStatus.Forbidden ? Forbidden
        : null;

    /// <summary>The means by which a signer is reminded; None where the signer is not to be reminded.</summary>
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
