using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Connection;

/// <summary>
/// Holds all other calls until the first one was sent: while code and connections are cold, those behind it would catch up and arrive as a
/// burst.
/// </summary>
internal sealed class ColdStart
{
    /// <summary>The longest wait, since the first call may never be sent.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<bool> _isOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Clock _clock;
    private bool _hasBegun;

    public ColdStart(Clock clock) => _clock = clock;

    /// <summary>The first caller passes at once. Not thread-safe: one caller at a time.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        if (_hasBegun && !_isOver.Task.IsCompleted)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(_isOver.Task, _clock.DelayAsync(LongestWait, waiting.Token)).ConfigureAwait(false);
            waiting.Cancel();
            cancellation.ThrowIfCancellationRequested();
            _isOver.TrySetResult(true);
        }

        _hasBegun = true;
    }

    /// <summary>A call was sent.</summary>
    /// <returns>Whether it was the first.</returns>
    public bool ReportSent() => _isOver.TrySetResult(true);
}
