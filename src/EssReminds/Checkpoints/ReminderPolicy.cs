using System;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>When an item that a checkpoint knows is due again.</summary>
internal sealed class ReminderPolicy
{
    /// <summary>The service's own limit for a signer.</summary>
    public const int DefaultMaximumReminders = 3;

    /// <summary>The least time between two reminders, and after an answer that reminded nobody.</summary>
    public required TimeSpan RemindAgainAfter { get; init; }

    /// <summary>How often an item is reminded at most, doubtful reminders included.</summary>
    public required int MaximumReminders { get; init; }

    /// <summary>Whether an item that was reminded so often may be reminded once more.</summary>
    public bool Allows(int reminders) => reminders < MaximumReminders;

    /// <summary>Why an item is not sent; null where it is due.</summary>
    /// <param name="reminders">How often it was reminded.</param>
    /// <param name="since">When it was last reminded, or answered with nobody reminded; null for never.</param>
    /// <param name="now">The time.</param>
    public string? Judge(int reminders, DateTime? since, DateTime now)
    {
        if (!Allows(reminders)) return SkipReasons.TooOften;
        // A time in the future comes from a clock that was set back since: the item waits.
        return since is { } last && now - last < RemindAgainAfter ? SkipReasons.TooSoon : null;
    }
}
