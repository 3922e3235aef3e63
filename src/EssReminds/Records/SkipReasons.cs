namespace EssReminds.Records;

/// <summary>Why a run with a checkpoint did not send an item; the values of SkipReason.</summary>
internal static class SkipReasons
{
    /// <summary>An earlier run settled it, and nobody asked for it to be sent again.</summary>
    public const string AlreadySent = nameof(AlreadySent);

    /// <summary>The last reminder is younger than -RemindAgainAfter.</summary>
    public const string TooSoon = nameof(TooSoon);

    /// <summary>It was reminded as often as -MaximumReminders allows.</summary>
    public const string TooOften = nameof(TooOften);
}
