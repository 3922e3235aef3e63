using System;
using System.Globalization;

namespace EssReminds.Benchmarks.Client;

/// <summary>What a client process measured of itself: one line of numbers on stdout. Times are of the machine's monotonic clock.</summary>
public sealed record ClientResult
{
    /// <summary>When the measured work began.</summary>
    public long Began { get; init; }

    /// <summary>When the first record came out; 0 where it was not measured.</summary>
    public long FirstRecord { get; init; }

    /// <summary>When the measured work was done.</summary>
    public long Ended { get; init; }

    /// <summary>Processor time of the whole process during the measured work, in 100 ns.</summary>
    public long Processor { get; init; }

    /// <summary>The most memory that the process held since its start, in bytes.</summary>
    public long PeakMemory { get; init; }

    /// <summary>Records written, or flows in the answers.</summary>
    public long Records { get; init; }

    /// <summary>How many records are Reminded; of look-ups, how many flows can be reminded.</summary>
    public long Reminded { get; init; }

    /// <summary>Reads a client's line of output; its numbers come in this order.</summary>
    public static ClientResult Parse(string line)
    {
        long[] n = Array.ConvertAll(line.Split(' '), text => long.Parse(text, CultureInfo.InvariantCulture));
        return new ClientResult
        {
            Began = n[0], FirstRecord = n[1], Ended = n[2], Processor = n[3], PeakMemory = n[4], Records = n[5], Reminded = n[6],
        };
    }
}
