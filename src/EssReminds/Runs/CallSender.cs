using System;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>Sends one call, and retries it as long as that is safe and useful.</summary>
internal sealed class CallSender
{
    private const int RefusalsPerRetry = 3;

    private readonly EssConnection _connection;
    private readonly RunOptions _options;
    private readonly RunSignals _signals;
    private readonly RunTotals _totals;
    private readonly ServiceWatch _watch;
    private readonly Backoff _backoff;
    private readonly Clock _clock;

    public CallSender(
        EssConnection connection, RunOptions options, RunSignals signals, RunTotals totals, ServiceWatch watch, Backoff backoff)
    {
        _connection = connection;
        _options = options;
        _signals = signals;
        _totals = totals;
        _watch = watch;
        _backoff = backoff;
        _clock = connection.Clock;
    }

    /// <summary>Never throws: a failure is returned as the result's fault.</summary>
    public async Task<CallResult> SendAsync(Call call)
    {
        var retry = new RetryState();
        while (true)
        {
            try
            {
                CallResult result = await AttemptAsync(call, retry).ConfigureAwait(false);
                if (result.Fault is not { } fault) return result;

                // Before any wait: this attempt stays in doubt, whatever comes of the next one or prevents it.
                if (fault.Remedy == Remedy.Unknown) call.MarkDoubtful(fault);
                Remedy remedy = await NextAsync(call, fault, result.ServerTime, retry).ConfigureAwait(false);
                if (remedy != Remedy.SendAgain) return remedy == fault.Remedy ? result : new CallResult(fault.With(remedy));
            }
            catch (OperationCanceledException)
            {
                return new CallResult(CallFault.NotSent());
            }
            catch (EssException e)
            {
                return new CallResult(new CallFault(e, Remedy.EndRun));
            }
            catch (Exception e)
            {
                // A bug of ours must cost only this call, and the outcome reported for it must be true.
                if (retry.Attempts == 0) return new CallResult(new CallFault(ErrorId.ConnectionFailed, Remedy.Fail, e.Message));
                var lost = new CallFault(ErrorId.OutcomeUnknown, Remedy.Unknown, e.Message);
                if (call.IsRead) return new CallResult(lost.OfRead().With(Remedy.Fail));
                call.MarkDoubtful(lost);
                return new CallResult(lost);
            }
        }
    }

    private async Task<CallResult> AttemptAsync(Call call, RetryState retry)
    {
        bool again = retry.Attempts > 0 || call.IsPart;
        await _watch.WaitAsync().ConfigureAwait(false);
        _signals.NoMoreCalls.ThrowIfCancellationRequested();
        RateGate gate = _connection.Account.GateOf(call.Action.Name);
        CallPermit permit;
        using (await call.AnnounceAsync().ConfigureAwait(false))
            permit = await PermitAsync(gate, again).ConfigureAwait(false);
        long started = _clock.Ticks;
        CallResult result;
        try
        {
            retry.Credential = await _connection.Credentials.GetAsync(_signals.NoMoreCalls).ConfigureAwait(false);
            retry.ClockOffset = _connection.Account.Clock.Offset;
            retry.Attempts++;
            _totals.CountCall();
            DateTimeOffset serverTime = _connection.Account.Clock.Now;
            result = await _connection.Client.SendAsync(
                call.Action, retry.Credential, serverTime, call.Body, permit.ReportSent, _signals.CallsAbandoned).ConfigureAwait(false);
        }
        finally
        {
            permit.ReportSent();
        }

        Judge(gate, permit, result.Fault);
        if (call.IsRead && result.Fault is { } fault) result = new CallResult(fault.OfRead()) { ServerTime = result.ServerTime };
        int attempt = retry.Attempts;
        double milliseconds = (_clock.Ticks - started) / (double)TimeSpan.TicksPerMillisecond;
        _signals.Detail(() => Texts.Format(
            "CallDetail", call.Describe(), result.Fault?.Code ?? "OK", result.RequestId ?? "-", milliseconds, attempt));
        return result;
    }

    /// <summary>Waits for the gate's permit; gives it back if by then no call may start, or the service is in doubt.</summary>
    private async Task<CallPermit> PermitAsync(RateGate gate, bool again)
    {
        while (true)
        {
            CallPermit permit = await gate.WaitAsync(again, _signals.NoMoreCalls).ConfigureAwait(false);
            if (!_signals.NoMoreCalls.IsCancellationRequested && !_watch.IsHolding) return permit;
            gate.Return(permit);
            await _watch.WaitAsync().ConfigureAwait(false);
            _signals.NoMoreCalls.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Reports a call's result to the gate and the watch.</summary>
    private void Judge(RateGate gate, CallPermit permit, CallFault? fault)
    {
        if (fault is null or { IsAnswer: true })
        {
            _watch.Answered(permit.GrantedAt);
            _connection.NoteAnswer();
        }
        else if (!_signals.CallsAbandoned.IsCancellationRequested) _watch.Doubt(fault, permit.GrantedAt);

        if (fault is null) Tell(gate.Accepted(permit));
        if (fault?.ErrorId != ErrorId.RateLimited) return;
        _totals.CountRefusal();
        Tell(gate.Refused(permit, QuotaMessage.Read(fault.Message)));
        if (fault.RetryAfter is { } pause) gate.Hold(pause);
    }

    /// <summary>Applies the fault's remedy, and returns what it allows: <see cref="Remedy.SendAgain"/>, or the end of the call.</summary>
    private async Task<Remedy> NextAsync(Call call, CallFault fault, DateTimeOffset? serverTime, RetryState retry)
    {
        switch (fault.Remedy)
        {
            case Remedy.CorrectClock:
                ServerClock clock = _connection.Account.Clock;
                if (clock.Offset != retry.ClockOffset) return Remedy.SendAgain; // another call has just corrected it
                if (retry.ClockCorrected || !clock.TryCorrect(serverTime)) return Remedy.EndRun;
                retry.ClockCorrected = true;
                _signals.Warn(Texts.Format("ClockCorrected", Math.Round(clock.Offset.TotalSeconds)));
                return Remedy.SendAgain;

            case Remedy.RenewKey:
                if (retry.KeyRenewed) return Remedy.EndRun;
                retry.KeyRenewed = true;
                EssCredential? fresh = await _connection.Credentials
                    .RenewAsync(retry.Credential!, _signals.NoMoreCalls).ConfigureAwait(false);
                return fresh is null ? Remedy.EndRun : Remedy.SendAgain;

            case Remedy.SendAgain:
            case Remedy.Unknown when call.MayBeResent() && !_signals.NoMoreCalls.IsCancellationRequested:
                if (retry.Retries >= MaximumRetries(fault))
                    return fault.Remedy == Remedy.Unknown ? Remedy.Unknown : fault.MaximumRetries is null ? Remedy.Fail : Remedy.EndRun;
                _signals.WarnOnce(WhySentAgain(fault), CallErrors.ReasonOf(fault));
                await _clock.DelayAsync(_backoff.Before(retry.Retries++), _signals.NoMoreCalls).ConfigureAwait(false);
                return Remedy.SendAgain;

            default:
                return fault.Remedy;
        }
    }

    /// <summary>Rate-limit refusals get more retries: where many machines share an account, several in a row are routine.</summary>
    private int MaximumRetries(CallFault fault) => fault.ErrorId == ErrorId.RateLimited
        ? RefusalsPerRetry * _options.MaximumRetryCount
        : Math.Min(_options.MaximumRetryCount, fault.MaximumRetries ?? int.MaxValue);

    private static string WhySentAgain(CallFault fault) => fault switch
    {
        { Remedy: Remedy.Unknown } => "ResentUnknown",
        { ErrorId: ErrorId.LookupFailed } => "LookupRepeated",
        _ => "SentAgain",
    };

    private void Tell(PaceChange? change)
    {
        if (change is not null) _signals.Detail(() => Texts.Format("Pace" + change.Reason, change.CallsPerSecond));
    }

    private sealed class RetryState
    {
        public EssCredential? Credential { get; set; }
        public TimeSpan ClockOffset { get; set; }
        public bool ClockCorrected { get; set; }
        public bool KeyRenewed { get; set; }
        public int Retries { get; set; }
        public int Attempts { get; set; }
    }
}
