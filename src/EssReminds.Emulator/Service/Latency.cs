using System;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>Draws the latency of each answer.</summary>
internal sealed class Latency(EmulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(options.Seed);

    public TimeSpan Next()
    {
        if (options.Jitter == TimeSpan.Zero) return options.Latency;
        double share;
        lock (_gate) share = (_random.NextDouble() * 2) - 1;
        TimeSpan latency = options.Latency + (options.Jitter * share);
        return latency < TimeSpan.Zero ? TimeSpan.Zero : latency;
    }
}
