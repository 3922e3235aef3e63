using System;

namespace EssReminds.Platform;

/// <summary>Unix seconds, as found in files and answers.</summary>
internal static class UnixTime
{
    // 9999-12-31, the last date that DateTimeOffset can hold; anything beyond was meant as milliseconds.
    private const long Last = 253402300799;

    /// <summary>The time; null where the number is out of range, so that a key's expiry is left for the service to judge.</summary>
    public static DateTimeOffset? Read(long seconds) => seconds is > 0 and <= Last ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
