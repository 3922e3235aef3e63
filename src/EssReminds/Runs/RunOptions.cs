namespace EssReminds.Runs;

/// <summary>How a run works, whatever it does.</summary>
internal sealed class RunOptions
{
    public const int DefaultThrottleLimit = 64;
    public const int DefaultMaximumRetryCount = 10;

    /// <summary>Items a call; at most what the action allows.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Calls in flight at most.</summary>
    public required int ThrottleLimit { get; init; }

    /// <summary>How often a call is sent again that certainly was not carried out.</summary>
    public required int MaximumRetryCount { get; init; }

    /// <summary>Send again what was perhaps carried out, whatever that may do twice.</summary>
    public bool ResendUnknown { get; init; }
}
