using System;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>Sends one call, and sends it again as long as that is safe and useful.</summary>
internal sealed class CallSender
{
    private readonly EssConnection _connection;
    private readonly RunOptions _options;
    private readonly RunSignals _signals;
    private readonly RunTotals _totals;
    private readonly Backoff _backoff;
    private readonly Clock _clock;

    public CallSender(EssConnection connection, RunOptions options, RunSignals signals, RunTotals totals, Backoff backoff, Clock clock)
    {
        _connection = connection;
        _options = options;
        _signals = signals;
        _totals = totals;
        _backoff = backoff;
        _clock = clock;
    }

    private RateGate Gate => _connection.Account.Gate;

    /// <summary>Never fails: what goes wrong is the result's fault.</summary>
    public async Task<CallResult> SendAsync(Call call)
    {
        var retry = new RetryState();
        while (true)
        {
            try
            {
                CallResult result = await AttemptAsync(call, retry).ConfigureAwait(false);
                if (result.Fault is not { } fault) return result;

                if (call.IsRead && fault.Remedy == Remedy.Unknown) fault = fault.With(Remedy.SendAgain);
                // Before anything is waited for: whatever comes of the next attempt, or prevents it, this one stays in doubt.
                if (fault.Remedy == Remedy.Unknown) call.MarkDoubtful(fault);
                Remedy remedy = await NextAsync(call, fault, result.ServerTime, retry).ConfigureAwait(false);
                if (remedy != Remedy.SendAgain) return remedy == result.Fault.Remedy ? result : new CallResult(fault.With(remedy));
            }
            catch (OperationCanceledException)
            {
                return new CallResult(new CallFault(ErrorId.NotSent, Remedy.Fail, Texts.Get("FlowNotSent")));
            }
            catch (EssException e)
            {
                return new CallResult(new CallFault(e, Remedy.EndRun));
            }
            catch (Exception e)
            {
                // A defect of ours: what it costs is this call, and what is said of it is true.
                return new CallResult(retry.Attempts > 0
                    ? new CallFault(ErrorId.OutcomeUnknown, Remedy.Unknown, e.Message)
                    : new CallFault(ErrorId.ConnectionFailed, Remedy.Fail, e.Message));
            }
        }
    }

    private async Task<CallResult> AttemptAsync(Call call, RetryState retry)
    {
        bool again = retry.Attempts > 0 || call.IsPart;
        _signals.NoMoreCalls.ThrowIfCancellationRequested();
        Departure departure;
        using (await call.AnnounceAsync().ConfigureAwait(false))
            departure = await Gate.WaitAsync(again, null, _signals.NoMoreCalls).ConfigureAwait(false);
        long started = _clock.Ticks;
        CallResult result;
        try
        {
            // Our turn may only have come because the run was cancelled; check again.
            _signals.NoMoreCalls.ThrowIfCancellationRequested();
            retry.Credential = await _connection.Credentials.GetAsync(_signals.NoMoreCalls).ConfigureAwait(false);
            retry.ClockOffset = _connection.Account.Clock.Offset;
            retry.Attempts++;
            _totals.CountCall();
            result = await _connection.Client.SendAsync(
                call.Action, retry.Credential, _connection.Account.Clock.Now, call.Body, departure.Left, _signals.Stopped).ConfigureAwait(false);
        }
        finally
        {
            departure.Left();
        }

        if (result.Fault is null && Gate.Accepted() is { } restored) Tell(restored);
        int attempt = retry.Attempts;
        double milliseconds = (_clock.Ticks - started) / (double)TimeSpan.TicksPerMillisecond;
        _signals.Detail(() => Texts.Format(
            "CallDetail", call.Describe(), result.Fault?.Code ?? "OK", result.RequestId ?? "-", milliseconds, attempt));
        return result;
    }

    /// <summary>What the fault allows, once its remedy has been applied: <see cref="Remedy.SendAgain"/>, or the end of the call.</summary>
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
                EssCredential? fresh = await _connection.Credentials.RenewAsync(retry.Credential!, _signals.NoMoreCalls).ConfigureAwait(false);
                return fresh is null ? Remedy.EndRun : Remedy.SendAgain;

            case Remedy.SendAgain:
            case Remedy.Unknown when call.ResendUnknown && !_signals.NoMoreCalls.IsCancellationRequested:
                if (fault.ErrorId == ErrorId.RateLimited)
                {
                    _totals.CountRefusal();
                    if (Gate.Refused(QuotaMessage.Read(fault.Message)) is { } change) Tell(change);
                }

                if (retry.Retries >= _options.MaximumRetryCount) return fault.Remedy == Remedy.Unknown ? Remedy.Unknown : Remedy.Fail;
                _signals.WarnOnce(fault.Remedy == Remedy.Unknown ? "ResentUnknown" : "SentAgain", fault.Code, fault.Message);
                await _clock.DelayAsync(_backoff.Before(retry.Retries++), _signals.NoMoreCalls).ConfigureAwait(false);
                return Remedy.SendAgain;

            default:
                return fault.Remedy;
        }
    }

    private void Tell(PaceChange change) =>
        _signals.Detail(() => Texts.Format("Pace" + change.Reason, change.CallsPerSecond));

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
