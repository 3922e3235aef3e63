using System;
using System.Globalization;

namespace EssReminds.Benchmarks.Client;

/// <summary>What a client process measured of itself: one line of numbers on stdout. Moments are of the machine's monotonic clock.</summary>
public sealed record ClientResult
{
    /// <summary>When the measured work began.</summary>
    public long Began { get; init; }

    /// <summary>When the first record was there; 0 where that is not told.</summary>
    public long FirstRecord { get; init; }

    /// <summary>When the measured work was done.</summary>
    public long Ended { get; init; }

    /// <summary>Processor time of the whole process while it lasted, in 100 ns.</summary>
    public long Processor { get; init; }

    /// <summary>The most memory that the process held since its start, in bytes.</summary>
    public long PeakMemory { get; init; }

    /// <summary>Records that came out, or flows in the answers.</summary>
    public long Records { get; init; }

    /// <summary>Those of them that say "Reminded"; of looks, those that can be.</summary>
    public long Reminded { get; init; }

    /// <summary>Reads the line of a client, whose numbers come in this order.</summary>
    public static ClientResult Parse(string line)
    {
        long[] n = Array.ConvertAll(line.Split(' '), text => long.Parse(text, CultureInfo.InvariantCulture));
        return new ClientResult
        {
            Began = n[0], FirstRecord = n[1], Ended = n[2], Processor = n[3], PeakMemory = n[4], Records = n[5], Reminded = n[6],
        };
    }
}
