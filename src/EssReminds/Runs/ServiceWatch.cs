using System;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>
/// Holds calls back while nothing proves that the service is up: after an answer that was not the service's, or none at all, until the
/// service answers a later call of the run, or a probe.
/// </summary>
internal sealed class ServiceWatch
{
    /// <summary>How long a run waits for the service, counted from the call that got no answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly object _lock = new();
    private readonly Func<CancellationToken, Task<CallResult>> _ask;
    private readonly ErrorTexts _texts;
    private readonly int _maximumQuestions;
    private readonly string _target;
    private readonly RunSignals _signals;
    private readonly Backoff _backoff;
    private readonly Clock _clock;
    private Hold? _hold;
    private long _newestAnswered = long.MinValue; // send time of the newest call that the service has answered

    /// <param name="ask">Probes the service without side effects.</param>
    /// <param name="texts">The error texts of the run's action.</param>
    /// <param name="maximumQuestions">How many unanswered probes end the run.</param>
    /// <param name="target">The address, for messages.</param>
    /// <param name="signals">Ends the run.</param>
    /// <param name="backoff">The pause between two probes.</param>
    /// <param name="clock">Measures how long the run has waited.</param>
    public ServiceWatch(
        Func<CancellationToken, Task<CallResult>> ask, ErrorTexts texts, int maximumQuestions, string target, RunSignals signals,
        Backoff backoff, Clock clock)
    {
        _ask = ask;
        _texts = texts;
        _maximumQuestions = Math.Max(1, maximumQuestions);
        _target = target;
        _signals = signals;
        _backoff = backoff;
        _clock = clock;
    }

    public bool IsHolding => Volatile.Read(ref _hold) is not null;

    /// <summary>Completes when calls may be sent, or when none may start any more.</summary>
    public Task WaitAsync() => Volatile.Read(ref _hold)?.End ?? Task.CompletedTask;

    /// <summary>Holds all calls until the service has answered a first probe.</summary>
    /// <returns>Completes, and never faults, when the probe is settled.</returns>
    public Task AskFirst() => HoldCalls(null, _clock.Ticks);

    /// <summary>The service itself answered a call.</summary>
    /// <param name="sentAt">When the call was sent, in ticks.</param>
    public void Answered(long sentAt)
    {
        lock (_lock) _newestAnswered = Math.Max(_newestAnswered, sentAt);
        if (Volatile.Read(ref _hold) is { } hold && sentAt > hold.Since) Release(hold);
    }

    /// <summary>A call got no answer, or one that was not the service's.</summary>
    /// <param name="fault">What happened to it.</param>
    /// <param name="sentAt">When it was sent, in ticks.</param>
    public void Doubt(CallFault fault, long sentAt)
    {
        lock (_lock)
        {
            // The service has answered a later call: only this one was lost.
            if (_newestAnswered > sentAt) return;
        }

        _ = HoldCalls(fault, sentAt);
    }

    private Task HoldCalls(CallFault? fault, long since)
    {
        var hold = new Hold(since);
        if (Interlocked.CompareExchange(ref _hold, hold, null) is not null) return Task.CompletedTask;
        if (fault is not null && !IsHopeless(fault, 0, LeftSince(since))) _signals.WarnOnce("ServiceHeld", fault.Message);
        var session = new Texts.Session();
        return Task.Run(() =>
        {
            session.Enter();
            return AskAsync(hold, fault);
        });
    }

    private void Release(Hold hold)
    {
        Interlocked.CompareExchange(ref _hold, null, hold);
        hold.Release();
    }

    /// <summary>Probes until the service answers, or probing again is pointless.</summary>
    private async Task AskAsync(Hold hold, CallFault? fault)
    {
        try
        {
            for (int questions = 0; Volatile.Read(ref _hold) == hold; questions++)
            {
                TimeSpan left = LeftSince(hold.Since);
                TimeSpan pause = fault is null ? TimeSpan.Zero : _backoff.Before(questions);
                if (fault is not null && IsHopeless(fault, questions, left - pause))
                {
                    _signals.EndRun(ErrorOf(fault, questions));
                    break;
                }

                if (fault is not null) _signals.WarnOnce("ServiceHeld", fault.Message);

                await _clock.DelayAsync(pause, _signals.NoMoreCalls).ConfigureAwait(false);
                if (Volatile.Read(ref _hold) != hold) return; // a call of the run was answered meanwhile
                fault = await AskOnceAsync(left - pause).ConfigureAwait(false);
                if (fault is null) break;
            }
        }
        catch (OperationCanceledException)
        {
            // No call may start any more; waiting callers check that themselves.
        }
        catch (EssException e)
        {
            _signals.EndRun(e);
        }
        finally
        {
            Release(hold);
        }
    }

    private TimeSpan LeftSince(long since) => Patience - TimeSpan.FromTicks(_clock.Ticks - since);

    private bool IsHopeless(CallFault fault, int questions, TimeSpan left) =>
        left <= TimeSpan.Zero || fault.Remedy == Remedy.EndRun
        || questions >= Math.Min(_maximumQuestions, fault.MaximumRetries ?? int.MaxValue);

    /// <summary>A fault that waiting cannot cure is reported as itself; otherwise, the service did not come back in time.</summary>
    private EssException ErrorOf(CallFault fault, int questions) => fault.Remedy == Remedy.EndRun || fault.MaximumRetries is not null
        ? CallErrors.Of(fault, fault.ErrorId, _texts.Of(fault.ErrorId), _target, Texts.Get(_texts.Of("RunEnded")))
        : EssException.OfCall(
            ErrorId.ServiceUnavailable, _texts.Of(ErrorId.ServiceUnavailable), null, null, _target, Printable.Text(fault.Message),
            questions);

    /// <returns>Null if the service answered, whatever it said.</returns>
    private async Task<CallFault?> AskOnceAsync(TimeSpan limit)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(_signals.NoMoreCalls);
        time.CancelAfter(limit);
        CallResult result = await _ask(time.Token).ConfigureAwait(false);
        return result.Fault is { IsAnswer: false } fault ? fault : null;
    }

    /// <summary>One stretch of time in which calls are held.</summary>
    private sealed class Hold(long since)
    {
        private readonly TaskCompletionSource<bool> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>When the call was sent whose answer is missing, in ticks.</summary>
        public long Since { get; } = since;

        public Task End => _end.Task;

        public void Release() => _end.TrySetResult(true);
    }
}
