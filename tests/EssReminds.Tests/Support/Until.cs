using System;
using System.Threading.Tasks;

namespace EssReminds.Tests.Support;

/// <summary>Waits for the effect of another thread or process, and fails if it does not come within a minute.</summary>
internal static class Until
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task Holds(Func<bool> condition)
    {
        for (long began = Environment.TickCount64; !condition();)
        {
            if (Environment.TickCount64 - began > Longest.TotalMilliseconds)
                throw new TimeoutException("What the test waited for never came.");
            await Task.Delay(5);
        }
    }
}
