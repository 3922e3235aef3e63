namespace EssReminds.Connection;

/// <summary>A change of pace, for the verbose stream.</summary>
internal sealed class PaceChange
{
    public PaceChange(double callsPerSecond, PaceChangeReason reason) => (CallsPerSecond, Reason) = (callsPerSecond, reason);

    public double CallsPerSecond { get; }
    public PaceChangeReason Reason { get; }
}

internal enum PaceChangeReason
{
    /// <summary>A refusal named the account's real quota.</summary>
    QuotaNamed,

    /// <summary>Refusals below the known quota: others use the same account.</summary>
    Crowded,

    /// <summary>The known quota is reached again.</summary>
    Restored,
}
