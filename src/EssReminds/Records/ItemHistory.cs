using System;
using System.Runtime.CompilerServices;

namespace EssReminds.Records;

/// <summary>
/// When an item got its outcome, and what a checkpoint knows besides. Times have the milliseconds that the file has. Most of a
/// million records have no past, and weigh half without room for one.
/// </summary>
internal sealed class ItemHistory
{
    private DateTime _time; // UTC; the default where nothing is known
    private Past? _past;

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
        get => Local(LastReminderUtc);
        set => Known.LastReminder = Utc(value);
    }

    /// <summary>The last reminder where it is not this outcome.</summary>
    public DateTime? ReminderBeyond(bool isReminder) => isReminder && LastReminderUtc == _time ? null : LastReminder;

    /// <summary>
    /// Of a doubtful outcome: since when the item waited before it, in local time. Where the doubt turns out to be none, it does so again.
    /// </summary>
    public DateTime? EarlierSince
    {
        get => Local(_past?.EarlierSince ?? default);
        set => Known.EarlierSince = Utc(value);
    }

    /// <summary>Calls of this run that reminded somebody, or perhaps.</summary>
    public int RemindedNow
    {
        get => _past?.RemindedNow ?? 0;
        set => Known.RemindedNow = value;
    }

    /// <summary>How often the item was reminded, doubtful reminders included; null without a checkpoint.</summary>
    public int? Reminders
    {
        get => _past?.Reminders;
        set => Known.Reminders = value;
    }

    /// <summary>The reminders where they are more than the outcome itself says.</summary>
    public int? RemindersBeyond(bool isReminder) => Reminders == (isReminder ? 1 : 0) ? null : Reminders;

    /// <summary>Whether the outcome was read from a checkpoint: this run has sent nothing for the item.</summary>
    public bool FromCheckpoint
    {
        get => _past?.FromCheckpoint ?? false;
        set => Known.FromCheckpoint = value;
    }

    /// <summary>Why the item was not sent; null where it was, and where its outcome says why.</summary>
    public string? SkipReason
    {
        get => _past?.SkipReason;
        set => Known.SkipReason = value;
    }

    /// <summary>Who settled a doubtful outcome by hand; null where the service's answer did.</summary>
    public string? SettledBy
    {
        get => _past?.SettledBy;
        set => Known.SettledBy = value;
    }

    /// <summary>When that was, in local time.</summary>
    public DateTime? SettledTime
    {
        get => _past?.SettledTime;
        set => Known.SettledTime = value;
    }

    private Past Known => _past ??= new();

    private DateTime LastReminderUtc => _past?.LastReminder ?? default;

    /// <summary>This run's own outcome is there.</summary>
    [MethodImpl(HotPath.Optimized)]
    public void Answered(DateTime now)
    {
        _time = Milliseconds(now);
        if (_past is null) return;
        FromCheckpoint = false;
        SkipReason = null;
    }

    /// <summary>An outcome was read from a checkpoint.</summary>
    /// <param name="isReminder">Whether it counts as a reminder.</param>
    /// <param name="untimed">When it was, if the file does not say.</param>
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

    /// <summary>What is known beyond the outcome; moments are UTC.</summary>
    private sealed class Past
    {
        public DateTime LastReminder;
        public DateTime EarlierSince;
        public int RemindedNow;
        public int? Reminders;
        public bool FromCheckpoint;
        public string? SkipReason;
        public string? SettledBy;
        public DateTime? SettledTime;
    }
}
