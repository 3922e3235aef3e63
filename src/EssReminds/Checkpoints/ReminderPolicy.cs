using System;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>Decides when an item in a checkpoint is due again.</summary>
internal sealed class ReminderPolicy
{
    /// <summary>The service's own limit for a signer.</summary>
    public const int DefaultMaximumReminders = 3;

    /// <summary>The minimum time between two reminders, and after an answer by which nobody was reminded.</summary>
    public required TimeSpan RemindAgainAfter { get; init; }

    /// <summary>The maximum number of reminders per item, including those in doubt.</summary>
    public required int MaximumReminders { get; init; }

    /// <summary>Whether an item that was reminded this often may be reminded once more.</summary>
    public bool Allows(int reminders) => reminders < MaximumReminders;

    /// <summary>Why an item is not sent; null if it is due.</summary>
    /// <param name="reminders">How often it was reminded.</param>
    /// <param name="since">When it was last reminded, or answered with nobody reminded; null if never.</param>
    /// <param name="now">The time.</param>
    public string? Judge(int reminders, DateTime? since, DateTime now)
    {
        if (!Allows(reminders)) return SkipReasons.TooOften;
        // A time in the future means that the clock has been set back: the item waits.
        return since is { } last && now - last < RemindAgainAfter ? SkipReasons.TooSoon : null;
    }
}
