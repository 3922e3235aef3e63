using System;
using System.Collections.Concurrent;
using System.Threading;

namespace EssReminds.Runs;

/// <summary>What the tasks of a run and its pipeline thread tell each other.</summary>
internal sealed class RunSignals
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _noMoreCalls = new();
    private readonly ConcurrentQueue<Action<IRunNotices>> _notices = new();
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);
    private EssException? _end;

    /// <summary>The pipeline has ended: give up everything, calls in flight included.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>No call may start any more; those in flight may finish.</summary>
    public CancellationToken NoMoreCalls => _noMoreCalls.Token;

    /// <summary>Why no later call can work; null as long as one can.</summary>
    public EssException? End => Volatile.Read(ref _end);

    public void Stop()
    {
        _noMoreCalls.Cancel();
        _stop.Cancel();
    }

    /// <summary>Ends the run; the first reason is the one that is told.</summary>
    public void EndRun(EssException why)
    {
        Interlocked.CompareExchange(ref _end, why, null);
        _noMoreCalls.Cancel();
    }

    public void Warn(string text) => _notices.Enqueue(output => output.Warn(text));

    /// <summary>A warning that a run gives once, however often its cause is met.</summary>
    /// <param name="text">The name of the text.</param>
    /// <param name="values">What fills it.</param>
    public void WarnOnce(string text, params object?[] values)
    {
        if (_warned.TryAdd(text, true)) Warn(Texts.Format(text, values));
    }

    public void Detail(Func<string> text) => _notices.Enqueue(output => output.Detail(text));

    /// <summary>Hands over what the tasks have told so far; on the pipeline thread.</summary>
    public void Deliver(IRunNotices output)
    {
        while (_notices.TryDequeue(out Action<IRunNotices>? notice)) notice(output);
    }
}
