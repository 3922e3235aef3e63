using System;

namespace EssReminds.Platform;

/// <summary>Unix seconds as files and answers have them.</summary>
internal static class UnixTime
{
    // 9999-12-31, the calendar's end; beyond it lies what was meant as milliseconds.
    private const long Last = 253402300799;

    /// <summary>The time, or null where the number tells none: then the service is the judge.</summary>
    public static DateTimeOffset? Read(long seconds) => seconds is > 0 and <= Last ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
