using System;
using System.Runtime.CompilerServices;

namespace EssReminds.Records;

/// <summary>
/// When an item got its outcome, and what a checkpoint knows of it besides. Times are truncated to milliseconds, as in the file. Past is
/// a separate object because most of a million records have none: it would double their size.
/// </summary>
internal sealed class ItemHistory
{
    private DateTime _time; // UTC; default(DateTime) where unknown
    private Past? _past;

    /// <summary>When the outcome became known, in local time.</summary>
    public DateTime? Time
    {
        get => Local(_time);
        set => _time = Utc(value);
    }

    public bool HasTime => _time != default;

    /// <summary>When somebody was last reminded, or perhaps was, in local time.</summary>
    public DateTime? LastReminder
    {
        get => Local(LastReminderUtc);
        set => Known.LastReminder = Utc(value);
    }

    /// <summary>The last reminder, unless it is this outcome's own; else null.</summary>
    public DateTime? ReminderBeyond(bool isReminder) => isReminder && LastReminderUtc == _time ? null : LastReminder;

    /// <summary>
    /// For an Unknown outcome: since when the item had been waiting to be reminded again, in local time. The wait resumes from there if
    /// it turns out that nobody was reminded.
    /// </summary>
    public DateTime? EarlierSince
    {
        get => Local(_past?.EarlierSince ?? default);
        set => Known.EarlierSince = Utc(value);
    }

    /// <summary>Calls of this run that reminded somebody, or perhaps did.</summary>
    public int RemindedNow
    {
        get => _past?.RemindedNow ?? 0;
        set => Known.RemindedNow = value;
    }

    /// <summary>How often the item was reminded, Unknown outcomes included; null without a checkpoint.</summary>
    public int? Reminders
    {
        get => _past?.Reminders;
        set => Known.Reminders = value;
    }

    /// <summary>The number of reminders, unless the outcome alone implies it; else null.</summary>
    public int? RemindersBeyond(bool isReminder) => Reminders == (isReminder ? 1 : 0) ? null : Reminders;

    /// <summary>Whether the outcome was read from a checkpoint, so that this run has sent nothing for the item.</summary>
    public bool FromCheckpoint
    {
        get => _past?.FromCheckpoint ?? false;
        set => Known.FromCheckpoint = value;
    }

    /// <summary>Why the item was not sent; null where it was sent, or where its outcome says why.</summary>
    public string? SkipReason
    {
        get => _past?.SkipReason;
        set => Known.SkipReason = value;
    }

    /// <summary>Who settled an Unknown outcome by hand; null where the service's answer did.</summary>
    public string? SettledBy
    {
        get => _past?.SettledBy;
        set => Known.SettledBy = value;
    }

    /// <summary>When it was settled, in local time.</summary>
    public DateTime? SettledTime
    {
        get => Local(_past?.SettledTime ?? default);
        set => Known.SettledTime = Utc(value);
    }

    private Past Known => _past ??= new();

    private DateTime LastReminderUtc => _past?.LastReminder ?? default;

    /// <summary>Marks the outcome as this run's own.</summary>
    [MethodImpl(HotPath.Optimized)]
    public void Answered(DateTime now)
    {
        _time = Milliseconds(now);
        if (_past is null) return;
        FromCheckpoint = false;
        SkipReason = null;
    }

    /// <summary>Marks the outcome as read from a checkpoint.</summary>
    /// <param name="isReminder">Whether it counts as a reminder.</param>
    /// <param name="untimed">The time to assume where the file has none.</param>
    public void Recalled(bool isReminder, DateTime untimed)
    {
        if (!HasTime) Time = untimed;
        if (isReminder && LastReminderUtc == default) Known.LastReminder = _time;
        Reminders ??= isReminder ? 1 : 0;
        FromCheckpoint = true;
    }

    private static DateTime? Local(DateTime utc) => utc == default ? null : utc.ToLocalTime();

    private static DateTime Utc(DateTime? time) => time is { } known ? Milliseconds(known.ToUniversalTime()) : default;

    private static DateTime Milliseconds(DateTime utc) => utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>What is known beyond the outcome; times are UTC.</summary>
    private sealed class Past
    {
        public DateTime LastReminder;
        public DateTime EarlierSince;
        public DateTime SettledTime;
        public int RemindedNow;
        public int? Reminders;
        public bool FromCheckpoint;
        public string? SkipReason;
        public string? SettledBy;
    }
}
