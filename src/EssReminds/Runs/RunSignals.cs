using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace EssReminds.Runs;

/// <summary>What the tasks of a run and its pipeline thread tell each other.</summary>
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

    /// <param name="effectOf">What happens to the pipeline when something is written to a stream.</param>
    public RunSignals(Func<RunStream, StreamEffect>? effectOf = null) => _effectOf = effectOf ?? (static _ => StreamEffect.None);

    /// <summary>No call may start any more; those in flight may finish.</summary>
    public CancellationToken NoMoreCalls => _noMoreCalls.Token;

    /// <summary>The pipeline has ended: its thread waits for nothing more.</summary>
    public CancellationToken Interrupted => _interrupted.Token;

    /// <summary>Calls in flight are given up.</summary>
    public CancellationToken CallsAbandoned => _callsAbandoned.Token;

    /// <summary>Why no later call can work; null as long as one can.</summary>
    public EssException? End => Volatile.Read(ref _end);

    /// <summary>Ends the run; the first reason is the one that is told.</summary>
    public void EndRun(EssException why)
    {
        Interlocked.CompareExchange(ref _end, why, null);
        _noMoreCalls.Cancel();
    }

    /// <summary>The pipeline has ended.</summary>
    public void Interrupt()
    {
        _noMoreCalls.Cancel();
        _interrupted.Cancel();
    }

    public void AbandonCalls() => _callsAbandoned.Cancel();

    /// <summary>Something will be written to a stream; where that ends the pipeline, no call starts any more.</summary>
    /// <returns>Whether it must wait until all calls in flight are written.</returns>
    public bool WillWrite(RunStream stream)
    {
        StreamEffect effect = _effectOf(stream);
        if (effect == StreamEffect.Ends) _noMoreCalls.Cancel();
        return effect != StreamEffect.None;
    }

    public void Warn(string text) => Tell(RunStream.Warning, output => output.Warn(text));

    /// <summary>A warning that a run gives once, however often its cause is met.</summary>
    /// <param name="text">The name of the text.</param>
    /// <param name="values">What fills it.</param>
    public void WarnOnce(string text, params object?[] values)
    {
        if (_warned.TryAdd(text, true)) Warn(Texts.Format(text, values));
    }

    public void Detail(Func<string> text) => Tell(RunStream.Detail, output => output.Detail(text));

    /// <summary>Hands over what the tasks have told so far; on the pipeline thread. What would disturb the pipeline is held back.</summary>
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

    /// <summary>Hands over what was held back.</summary>
    public void DeliverHeld(IRunNotices output)
    {
        Action<IRunNotices>[] held = [.. _held];
        _held.Clear();
        foreach (Action<IRunNotices> tell in held) tell(output);
    }

    /// <summary>Something to be told by the pipeline thread.</summary>
    public void Tell(RunStream stream, Action<IRunNotices> tell)
    {
        WillWrite(stream);
        _notices.Enqueue((stream, tell));
    }
}
