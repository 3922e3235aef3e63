using System;

namespace EssReminds.Emulator;

/// <summary>Days as the service counts them: in China's time zone, UTC+8.</summary>
internal static class ChinaDay
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly Of(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(Offset).DateTime);
}
