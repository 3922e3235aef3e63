namespace EssReminds.Emulator;

/// <summary>The calls of one action so far, as <see cref="EmulatorStats"/> has them of all.</summary>
public sealed record CallStats
{
    /// <summary>Calls, whatever became of them.</summary>
    public long Calls { get; init; }

    /// <summary>Calls that were carried out, whether or not their answer arrived.</summary>
    public long CarriedOut { get; init; }

    /// <summary>Calls that the quota refused.</summary>
    public long Refusals { get; init; }

    /// <summary>The most calls that arrived in any one second, refused ones included.</summary>
    public int MostCallsInAnySecond { get; init; }

    /// <summary>The most calls that waited for their answer at once.</summary>
    public int MostInFlight { get; init; }

    /// <summary>Calls that wait for their answer now.</summary>
    public int InFlight { get; init; }

    /// <summary>When the first call arrived, in seconds since the start; null before it.</summary>
    public double? FirstCall { get; init; }

    /// <summary>When the last call arrived, in seconds since the start.</summary>
    public double? LastCall { get; init; }
}
