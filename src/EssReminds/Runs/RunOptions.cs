namespace EssReminds.Runs;

/// <summary>How a run works, whatever its action.</summary>
internal sealed class RunOptions
{
    public const int DefaultThrottleLimit = 64;
    public const int DefaultMaximumRetryCount = 10;

    /// <summary>Items per call; at most what the action allows.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The maximum number of calls in flight.</summary>
    public required int ThrottleLimit { get; init; }

    /// <summary>How often a call that was certainly not carried out is retried.</summary>
    public required int MaximumRetryCount { get; init; }

    /// <summary>Whether to resend what was perhaps carried out, even if something may then happen twice.</summary>
    public bool ResendUnknown { get; init; }
}
