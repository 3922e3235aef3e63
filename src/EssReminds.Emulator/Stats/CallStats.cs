namespace EssReminds.Emulator;

/// <summary>The statistics of one action, with the same figures as <see cref="EmulatorStats"/> has in total.</summary>
public sealed record CallStats
{
    /// <summary>The number of calls, failed ones included.</summary>
    public long Calls { get; init; }

    /// <summary>Calls carried out, whether or not the answer arrived.</summary>
    public long CarriedOut { get; init; }

    /// <summary>Calls refused because of the quota.</summary>
    public long Refusals { get; init; }

    /// <summary>The most calls that arrived in any one second, refused ones included.</summary>
    public int MostCallsInAnySecond { get; init; }

    /// <summary>The most calls that were in flight at once.</summary>
    public int MostInFlight { get; init; }

    /// <summary>Calls that are in flight now.</summary>
    public int InFlight { get; init; }

    /// <summary>When the first call arrived, in seconds since the start; null before it.</summary>
    public double? FirstCall { get; init; }

    /// <summary>When the last call arrived, in seconds since the start.</summary>
    public double? LastCall { get; init; }
}
