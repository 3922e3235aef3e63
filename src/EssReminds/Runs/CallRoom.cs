using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Runs;

/// <summary>A permit for each call that may be in flight at once.</summary>
internal sealed class CallRoom
{
    /// <summary>How long calls in flight may still be answered where a checkpoint keeps their outcomes.</summary>
    private static readonly TimeSpan AnswerGracePeriod = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _permits;

    public CallRoom(int calls)
    {
        _permits = new SemaphoreSlim(calls);
        Calls = calls;
    }

    /// <summary>How many calls may be in flight.</summary>
    public int Calls { get; }

    /// <returns>Whether there is a permit; it is to be given back with <see cref="Release"/>.</returns>
    public bool Wait(TimeSpan time, CancellationToken cancellation) => _permits.Wait(time, cancellation);

    public void Release() => _permits.Release();

    /// <summary>Starts a call at once where there is a permit for it.</summary>
    /// <returns>The call; null where it was not started.</returns>
    public Task? TryRun(Func<Task> call) => _permits.Wait(0) ? RunAsync(call) : null;

    /// <summary>Waits until no call is in flight, for a moment at most.</summary>
    public void WaitForAnswers()
    {
        lock (_permits) // the process may be asked to end while the pipeline does
        {
            int free = 0;
            for (var time = Stopwatch.StartNew(); free < Calls && time.Elapsed < AnswerGracePeriod; free++)
                if (!_permits.Wait(AnswerGracePeriod - time.Elapsed)) break;
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
