using System;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>
/// Holds calls back while nothing proves that the service answers: after an answer that was not the service's, or none at all, until
/// the service has answered a call of the run sent later, or a question that changes nothing.
/// </summary>
internal sealed class ServiceWatch
{
    /// <summary>The longest that a run waits for the service, from the call that met nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly object _lock = new();
    private readonly Func<CancellationToken, Task<CallResult>> _ask;
    private readonly ErrorTexts _texts;
    private readonly int _maximumQuestions;
    private readonly string _target;
    private readonly RunSignals _signals;
    private readonly Backoff _backoff;
    private readonly Clock _clock;
    private TaskCompletionSource<bool>? _holding;
    private long _heldSince;
    private long _newestAnswered = long.MinValue; // when the newest call was sent that the service has answered

    /// <param name="ask">Asks the service something that changes nothing.</param>
    /// <param name="texts">What the errors of the run's action say.</param>
    /// <param name="maximumQuestions">After as many without an answer the run ends.</param>
    /// <param name="target">The address, for people.</param>
    /// <param name="signals">Ends the run.</param>
    /// <param name="backoff">Between two questions.</param>
    /// <param name="clock">Measures the patience.</param>
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

    public bool IsHolding => Volatile.Read(ref _holding) is not null;

    /// <summary>Completes when calls may be sent, or when none may start any more.</summary>
    public Task WaitAsync() => Volatile.Read(ref _holding)?.Task ?? Task.CompletedTask;

    /// <summary>Lets no call start before the service has answered a first question.</summary>
    /// <returns>Completes, and never fails, when the question is settled.</returns>
    public Task AskFirst() => Hold(null, _clock.Ticks);

    /// <summary>The service itself answered a call.</summary>
    /// <param name="sentAt">When the call was sent, in ticks.</param>
    public void Answered(long sentAt)
    {
        lock (_lock) _newestAnswered = Math.Max(_newestAnswered, sentAt);
        if (IsHolding && sentAt > Volatile.Read(ref _heldSince)) Release();
    }

    /// <summary>A call met no answer, or one that was not the service's.</summary>
    /// <param name="fault">What it met.</param>
    /// <param name="sentAt">When it was sent, in ticks.</param>
    public void Doubt(CallFault fault, long sentAt)
    {
        lock (_lock)
        {
            // The service has answered a later call: only this one was lost.
            if (_newestAnswered > sentAt) return;
        }

        _ = Hold(fault, sentAt);
    }

    private Task Hold(CallFault? fault, long since)
    {
        var holding = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _holding, holding, null) is not null) return Task.CompletedTask;
        Volatile.Write(ref _heldSince, since);
        if (fault is not null && !IsHopeless(fault, 0, Patience)) _signals.WarnOnce("ServiceHeld", fault.Message);
        var session = new Texts.Session();
        return Task.Run(() =>
        {
            session.Enter();
            return AskAsync(holding, fault, since);
        });
    }

    private void Release() => Interlocked.Exchange(ref _holding, null)?.TrySetResult(true);

    /// <summary>Asks until the service answers, or asking again is pointless.</summary>
    private async Task AskAsync(TaskCompletionSource<bool> holding, CallFault? fault, long since)
    {
        try
        {
            for (int questions = 0; Volatile.Read(ref _holding) == holding; questions++)
            {
                TimeSpan left = Patience - TimeSpan.FromTicks(_clock.Ticks - since);
                TimeSpan pause = fault is null ? TimeSpan.Zero : _backoff.Before(questions);
                if (fault is not null && IsHopeless(fault, questions, left - pause))
                {
                    _signals.EndRun(ErrorOf(fault, questions));
                    break;
                }

                if (fault is not null) _signals.WarnOnce("ServiceHeld", fault.Message);

                await _clock.DelayAsync(pause, _signals.NoMoreCalls).ConfigureAwait(false);
                if (Volatile.Read(ref _holding) != holding) return; // a call of the run was answered meanwhile
                fault = await AskOnceAsync(left - pause).ConfigureAwait(false);
                if (fault is null) break;
            }
        }
        catch (OperationCanceledException)
        {
            // No call may start any more: those that wait see it themselves.
        }
        catch (EssException e)
        {
            _signals.EndRun(e);
        }
        finally
        {
            Interlocked.CompareExchange(ref _holding, null, holding);
            holding.TrySetResult(true);
        }
    }

    private bool IsHopeless(CallFault fault, int questions, TimeSpan left) =>
        left <= TimeSpan.Zero || fault.Remedy == Remedy.EndRun
        || questions >= Math.Min(_maximumQuestions, fault.MaximumRetries ?? int.MaxValue);

    /// <summary>What waiting cannot cure is told as what it is; else the service did not come back in time.</summary>
    private EssException ErrorOf(CallFault fault, int questions) => fault.Remedy == Remedy.EndRun || fault.MaximumRetries is not null
        ? CallErrors.Of(fault, fault.ErrorId, _texts.Of(fault.ErrorId), _target, Texts.Get(_texts.Of("RunEnded")))
        : EssException.OfCall(
            ErrorId.ServiceUnavailable, _texts.Of(ErrorId.ServiceUnavailable), null, null, _target, Printable.Text(fault.Message),
            questions);

    /// <returns>Null where the service answered, whatever it said.</returns>
    private async Task<CallFault?> AskOnceAsync(TimeSpan limit)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(_signals.NoMoreCalls);
        time.CancelAfter(limit);
        CallResult result = await _ask(time.Token).ConfigureAwait(false);
        return result.Fault is { IsAnswer: false } fault ? fault : null;
    }
}
