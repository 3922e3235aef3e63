using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Runs;

/// <summary>A permit for each call that may be in flight at once.</summary>
internal sealed class CallRoom
{
    /// <summary>How long calls in flight may still be answered if a checkpoint records their outcomes.</summary>
    private static readonly TimeSpan AnswerGracePeriod = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _permits;

    public CallRoom(int calls)
    {
        _permits = new SemaphoreSlim(calls);
        Calls = calls;
    }

    /// <summary>The maximum number of calls in flight.</summary>
    public int Calls { get; }

    /// <returns>Whether a permit was taken; give it back with <see cref="Release"/>.</returns>
    public bool Wait(TimeSpan time, CancellationToken cancellation) => _permits.Wait(time, cancellation);

    public void Release() => _permits.Release();

    /// <summary>Starts a call at once if a permit is free.</summary>
    /// <returns>The call; null if it was not started.</returns>
    public Task? TryRun(Func<Task> call) => _permits.Wait(0) ? RunAsync(call) : null;

    /// <summary>Waits until no call is in flight, for the grace period at most.</summary>
    public void WaitForAnswers()
    {
        lock (_permits) // process exit may run this concurrently with the end of the pipeline
        {
            int free = 0;
            for (var time = Stopwatch.StartNew(); free < Calls; free++)
            {
                TimeSpan left = AnswerGracePeriod - time.Elapsed; // once: a negative time would mean to wait for ever
                if (left < TimeSpan.Zero || !_permits.Wait(left)) break;
            }

            if (free > 0) _permits.Release(free);
        }
    }

    private async Task RunAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        finally
        {
            _permits.Release();
        }
    }
}
