using System;

namespace EssReminds.Emulator;

/// <summary>The service's days: those of China.</summary>
internal static class ChinaDay
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly Of(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(Offset).DateTime);
}
