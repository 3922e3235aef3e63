namespace EssReminds.Records;

/// <summary>The values of SkipReason: why a run with a checkpoint did not send an item.</summary>
internal static class SkipReasons
{
    /// <summary>An earlier run has an outcome for it, and the run was not asked to send it again.</summary>
    public const string AlreadySent = nameof(AlreadySent);

    /// <summary>Its last reminder was less than -RemindAgainAfter ago.</summary>
    public const string TooSoon = nameof(TooSoon);

    /// <summary>It was reminded as often as -MaximumReminders allows.</summary>
    public const string TooOften = nameof(TooOften);
}
