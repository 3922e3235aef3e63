using System;
using System.Threading;

namespace EssReminds.Runs;

/// <summary>How long to wait before a retry: exponential with equal jitter (half fixed, half random).</summary>
internal sealed class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Func<double> _random;

    /// <param name="random">Returns 0 to 1; called from many threads.</param>
    public Backoff(Func<double> random) => _random = random;

    public static Backoff Random { get; } = new(NextDouble);

    /// <param name="retry">0 before the first retry.</param>
    public TimeSpan Before(int retry)
    {
        double whole = Math.Min(First.TotalMilliseconds * Math.Pow(2, retry), Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(whole / 2 * (1 + _random()));
    }

    private static readonly ThreadLocal<Random> Randoms = new(() => new Random(Guid.NewGuid().GetHashCode()));

    private static double NextDouble() => Randoms.Value!.NextDouble();
}
