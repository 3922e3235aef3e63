using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Platform;

/// <summary>One of a semaphore's permits; disposed of, it is given back, once.</summary>
internal sealed class Permit : IDisposable
{
    private SemaphoreSlim? _semaphore;

    private Permit(SemaphoreSlim semaphore) => _semaphore = semaphore;

    /// <exception cref="OperationCanceledException">The waiting was given up.</exception>
    public static async Task<Permit> WaitAsync(SemaphoreSlim semaphore, CancellationToken cancellation)
    {
        await semaphore.WaitAsync(cancellation).ConfigureAwait(false);
        return new Permit(semaphore);
    }

    public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();
}
