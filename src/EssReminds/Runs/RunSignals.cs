using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace EssReminds.Runs;

/// <summary>Signals and notices between a run's tasks and its pipeline thread.</summary>
internal sealed class RunSignals
{
    private readonly CancellationTokenSource _noMoreCalls = new();
    private readonly CancellationTokenSource _interrupted = new();
    private readonly CancellationTokenSource _callsAbandoned = new();
    private readonly ConcurrentQueue<(RunStream Stream, Action<IRunNotices> Tell)> _notices = new();
    private readonly List<Action<IRunNotices>> _held = [];
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);
    private readonly Func<RunStream, StreamEffect> _effectOf;
    private EssException? _end;

    /// <param name="effectOf">What writing to a stream does to the pipeline.</param>
    public RunSignals(Func<RunStream, StreamEffect>? effectOf = null) => _effectOf = effectOf ?? (static _ => StreamEffect.None);

    /// <summary>No call may start any more; those in flight may finish.</summary>
    public CancellationToken NoMoreCalls => _noMoreCalls.Token;

    /// <summary>The pipeline has ended: its thread must not wait any longer.</summary>
    public CancellationToken Interrupted => _interrupted.Token;

    /// <summary>Calls in flight are abandoned.</summary>
    public CancellationToken CallsAbandoned => _callsAbandoned.Token;

    /// <summary>Why no later call can succeed; null while one can.</summary>
    public EssException? End => Volatile.Read(ref _end);

    /// <summary>Ends the run; only the first reason is reported.</summary>
    public void EndRun(EssException why)
    {
        Interlocked.CompareExchange(ref _end, why, null);
        _noMoreCalls.Cancel();
    }

    /// <summary>The pipeline has ended.</summary>
    public void Interrupt()
    {
        _interrupted.Cancel(); // first: calls that stop must not look like the end of a run
        _noMoreCalls.Cancel();
    }

    public void AbandonCalls() => _callsAbandoned.Cancel();

    /// <summary>Announces a write to a stream; if that ends the pipeline, no more calls start.</summary>
    /// <returns>Whether the write must wait until the results of all calls in flight are written.</returns>
    public bool WillWrite(RunStream stream)
    {
        StreamEffect effect = _effectOf(stream);
        if (effect == StreamEffect.Ends) _noMoreCalls.Cancel();
        return effect != StreamEffect.None;
    }

    public void Warn(string text) => Tell(RunStream.Warning, output => output.Warn(text));

    /// <summary>Warns once per run, however often the cause occurs.</summary>
    /// <param name="text">The name of the text.</param>
    /// <param name="values">Its arguments.</param>
    public void WarnOnce(string text, params object?[] values)
    {
        if (_warned.TryAdd(text, true)) Warn(Texts.Format(text, values));
    }

    public void Detail(Func<string> text) => Tell(RunStream.Detail, output => output.Detail(text));

    /// <summary>Delivers the notices queued so far; on the pipeline thread only. Those that may end the pipeline are held back.</summary>
    /// <returns>Whether anything is held back.</returns>
    public bool Deliver(IRunNotices output)
    {
        while (_notices.TryDequeue(out (RunStream Stream, Action<IRunNotices> Tell) notice))
        {
            if (_effectOf(notice.Stream) == StreamEffect.None) notice.Tell(output);
            else _held.Add(notice.Tell);
        }

        return _held.Count > 0;
    }

    /// <summary>Delivers what was held back.</summary>
    public void DeliverHeld(IRunNotices output)
    {
        Action<IRunNotices>[] held = [.. _held];
        _held.Clear();
        foreach (Action<IRunNotices> tell in held) tell(output);
    }

    /// <summary>Queues a notice for the pipeline thread.</summary>
    public void Tell(RunStream stream, Action<IRunNotices> tell)
    {
        // In this order: where calls stop for the notice, the pipeline's thread must find it.
        _notices.Enqueue((stream, tell));
        WillWrite(stream);
    }
}
