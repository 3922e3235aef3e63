using System;
using System.Globalization;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>The service's two clocks: the monotonic one that counts calls, and the calendar that signatures go by.</summary>
internal sealed class EmulatorClock
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private DateText _date = new(-1, "");
    private long _offset;

    public EmulatorClock(TimeProvider time, TimeSpan offset)
    {
        _time = time;
        _start = time.GetTimestamp();
        StartedAt = time.GetUtcNow();
        Offset = offset;
    }

    public TimeProvider Time => _time;

    /// <summary>The calendar time of the start, without the offset.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Monotonic time since the start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>What the service believes the time to be.</summary>
    public DateTimeOffset UtcNow => _time.GetUtcNow() + Offset;

    public TimeSpan Offset
    {
        get => new(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    /// <summary>The Date header's value, formatted once a second.</summary>
    public string DateHeader
    {
        get
        {
            DateTimeOffset now = UtcNow;
            long second = now.ToUnixTimeSeconds();
            DateText date = _date;
            if (date.Second != second) _date = date = new DateText(second, now.ToString("R", CultureInfo.InvariantCulture));
            return date.Text;
        }
    }

    private sealed record DateText(long Second, string Text);
}
