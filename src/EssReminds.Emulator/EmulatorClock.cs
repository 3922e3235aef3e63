using System;
using System.Globalization;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>The service's two clocks: a monotonic one for quotas and arrival times, and a wall clock for signatures.</summary>
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

    /// <summary>The wall-clock time of the start, without the offset.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Monotonic time since the start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>The service's wall-clock time, offset included.</summary>
    public DateTimeOffset UtcNow => _time.GetUtcNow() + Offset;

    public TimeSpan Offset
    {
        get => new(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    /// <summary>The value of the Date header, formatted once a second.</summary>
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
