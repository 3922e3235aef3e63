using System;

namespace EssReminds.Records;

/// <summary>When an item got its outcome, and what a checkpoint knows besides. Times have the milliseconds that the file has.</summary>
internal sealed class ItemHistory
{
    // UTC; the default where nothing is known
    private DateTime _time;
    private DateTime _lastReminder;
    private DateTime _earlierSince;

    /// <summary>When the outcome became known, in local time.</summary>
    public DateTime? Time
    {
        get => Local(_time);
        set => _time = Utc(value);
    }

    public bool HasTime => _time != default;

    /// <summary>When somebody was last reminded, or perhaps, in local time.</summary>
    public DateTime? LastReminder
    {
        get => Local(_lastReminder);
        set => _lastReminder = Utc(value);
    }

    /// <summary>The last reminder where it is not this outcome.</summary>
    public DateTime? ReminderBeyond(bool isReminder) => isReminder && _lastReminder == _time ? null : LastReminder;

    /// <summary>
    /// Of a doubtful outcome: since when the item waited before it, in local time. Where the doubt turns out to be none, it does so again.
    /// </summary>
    public DateTime? EarlierSince
    {
        get => Local(_earlierSince);
        set => _earlierSince = Utc(value);
    }

    /// <summary>Calls of this run that reminded somebody, or perhaps.</summary>
    public int RemindedNow { get; set; }

    /// <summary>How often the item was reminded, doubtful reminders included; null without a checkpoint.</summary>
    public int? Reminders { get; set; }

    /// <summary>The reminders where they are more than the outcome itself says.</summary>
    public int? RemindersBeyond(bool isReminder) => Reminders == (isReminder ? 1 : 0) ? null : Reminders;

    /// <summary>Whether the outcome was read from a checkpoint: this run has sent nothing for the item.</summary>
    public bool FromCheckpoint { get; set; }

    /// <summary>Why the item was not sent; null where it was, and where its outcome says why.</summary>
    public string? SkipReason { get; set; }

    /// <summary>This run's own outcome is there.</summary>
    public void Answered(DateTimeOffset now)
    {
        Time = now.UtcDateTime;
        FromCheckpoint = false;
        SkipReason = null;
    }

    /// <summary>An outcome was read from a checkpoint.</summary>
    /// <param name="isReminder">Whether it counts as a reminder.</param>
    /// <param name="untimed">When it was, if the file does not say.</param>
    public void Recalled(bool isReminder, DateTime untimed)
    {
        if (!HasTime) Time = untimed;
        if (isReminder && _lastReminder == default) _lastReminder = _time;
        Reminders ??= isReminder ? 1 : 0;
        FromCheckpoint = true;
    }

    private static DateTime? Local(DateTime utc) => utc == default ? null : utc.ToLocalTime();

    private static DateTime Utc(DateTime? time)
    {
        if (time is not { } known) return default;
        DateTime utc = known.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
