using EssReminds.Protocol;

namespace EssReminds.Reminding;

/// <summary>How a run works: the parameters of Send-EssFlowReminder.</summary>
internal sealed class RunOptions
{
    public RemindParameters Parameters { get; init; } = new();

    /// <summary>Addresses for single signers.</summary>
    public RemindEmailMap RemindEmails { get; init; } = new();

    /// <summary>Flows a call, 1 to 100.</summary>
    public int BatchSize { get; init; } = RemindRequest.MaximumFlowIds;

    /// <summary>Calls in flight at most.</summary>
    public int ThrottleLimit { get; init; } = 64;

    /// <summary>How often a call is sent again that surely was not carried out.</summary>
    public int MaximumRetryCount { get; init; } = 10;

    /// <summary>Send again what was perhaps carried out, at the risk of reminding people twice.</summary>
    public bool ResendUnknown { get; init; }
}
