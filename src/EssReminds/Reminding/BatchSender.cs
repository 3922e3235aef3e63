using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Protocol;
using EssReminds.Reminding.Checkpoints;
using EssReminds.Resources;

namespace EssReminds.Reminding;

/// <summary>Takes one batch through the gate to the service, as often as it takes, until each of its flows has an outcome.</summary>
internal sealed class BatchSender
{
    private readonly EssConnection _connection;
    private readonly RunOptions _options;
    private readonly RunSignals _signals;
    private readonly RunTotals _totals;
    private readonly Checkpoint? _checkpoint;
    private readonly Backoff _backoff;
    private readonly Clock _clock;

    public BatchSender(EssConnection connection, RunOptions options, RunSignals signals, RunTotals totals, Checkpoint? checkpoint, Backoff backoff, Clock clock)
    {
        _connection = connection;
        _options = options;
        _signals = signals;
        _totals = totals;
        _checkpoint = checkpoint;
        _backoff = backoff;
        _clock = clock;
    }

    private RateGate Gate => _connection.Account.Gate;

    /// <summary>Never fails: what goes wrong becomes the outcome of the batch's flows.</summary>
    public Task SendAsync(Batch batch) => SendAsync(batch, batch.ToSend);

    /// <returns>Whether the service took the call.</returns>
    private async Task<bool> SendAsync(Batch batch, List<RemindFlowRecord> flows)
    {
        string[] ids = Outcomes.Ids(flows);
        CallResult result = await CallAsync(batch, flows, ids).ConfigureAwait(false);
        switch (result.Fault)
        {
            case null:
                int foreign = Outcomes.Apply(result, flows, batch.Failures);
                if (foreign > 0) _signals.Warn(Texts.Format("ForeignRecords", foreign, result.RequestId));
                if (Outcomes.FirstNotUnderstood(flows) is { } flow) _signals.WarnOnce("NotUnderstood", flow.FlowId, flow.RemindMessage);
                Record(batch, flows);
                return true;
            case { Then: Then.Halve } when flows.Count > 1:
                await HalveAsync(batch, flows).ConfigureAwait(false);
                return false;
            case { ErrorId: ErrorId.NotSent } notSent:
                Outcomes.Mark(flows, notSent, batch.Failures);
                break;
            case { Then: Then.EndRun } end:
                string[] refused = Outcomes.Mark(flows, end, batch.Failures);
                _signals.EndRun(end.Exception is { } met ? new RunFailure(met, refused) : new RunFailure(end, refused));
                break;
            case { } fault:
                Outcomes.Settle(flows, fault, batch.Failures);
                // Of a call given up in flight the file says enough, and a run that is being stopped has no time to spare.
                if (fault.Then == Then.Unknown && _signals.Stopped.IsCancellationRequested) return false;
                break;
        }

        Record(batch, flows);
        return false;
    }

    /// <summary>Puts outcomes into the checkpoint. Where that fails the run ends; they are written to the pipeline all the same.</summary>
    private void Record(Batch batch, List<RemindFlowRecord> flows)
    {
        if (!batch.Announced) return;
        try
        {
            _checkpoint!.Record(flows);
        }
        catch (EssException e)
        {
            _signals.EndRun(new RunFailure(e, Outcomes.Ids(flows)));
        }
    }

    private async Task HalveAsync(Batch batch, List<RemindFlowRecord> flows)
    {
        int half = flows.Count / 2;
        List<RemindFlowRecord> left = flows.GetRange(0, half), right = flows.GetRange(half, flows.Count - half);
        bool leftTaken = await SendAsync(batch, left).ConfigureAwait(false);
        // With the left half innocent the culprit is in the right one: asking about it as a whole would be a call for nothing.
        if (leftTaken && right.Count > 1) await HalveAsync(batch, right).ConfigureAwait(false);
        else await SendAsync(batch, right).ConfigureAwait(false);
    }

    /// <summary>One call, sent again as long as that is safe and useful.</summary>
    private async Task<CallResult> CallAsync(Batch batch, List<RemindFlowRecord> flows, string[] ids)
    {
        byte[] body = RemindRequest.Write(_options.Parameters, ids, _options.RemindEmails.For(ids));
        var retry = new RetryState();
        while (true)
        {
            try
            {
                CallResult result = await AttemptAsync(batch, ids, body, retry).ConfigureAwait(false);
                if (result.Fault is not { } fault) return result;

                // Before anything is waited for: whatever comes of the next attempt, or prevents it, this one stays in doubt.
                if (fault.Then == Then.Unknown) Outcomes.Mark(flows, fault, batch.Failures);
                Then then = await NextAsync(fault, result.ServerTime, retry).ConfigureAwait(false);
                if (then != Then.SendAgain) return then == fault.Then ? result : CallResult.Of(fault.As(then));
            }
            catch (OperationCanceledException)
            {
                return CallResult.Of(new CallFault(ErrorId.NotSent, Then.Fail, Texts.Get("FlowNotSent")));
            }
            catch (EssException e)
            {
                return CallResult.Of(new CallFault(e, Then.EndRun));
            }
            catch (Exception e)
            {
                // A defect of ours: what it costs is this call, and what is said of it is true.
                return CallResult.Of(retry.Attempts > 0
                    ? new CallFault(ErrorId.OutcomeUnknown, Then.Unknown, e.Message)
                    : new CallFault(ErrorId.ConnectionFailed, Then.Fail, e.Message));
            }
        }
    }

    private async Task<CallResult> AttemptAsync(Batch batch, string[] ids, byte[] body, RetryState retry)
    {
        // A half of a batch that was refused comes again just like the whole.
        bool again = retry.Attempts > 0 || ids.Length < batch.ToSend.Count;
        Departure departure = await Gate.WaitAsync(again, () => Announce(batch), _signals.NoMoreCalls).ConfigureAwait(false);
        long started = _clock.Ticks;
        CallResult result;
        try
        {
            retry.Credential = await _connection.Credentials.GetAsync(_signals.NoMoreCalls).ConfigureAwait(false);
            retry.ClockOffset = _connection.Account.Clock.Offset;
            retry.Attempts++;
            _totals.CountCall();
            result = await _connection.Client
                .SendAsync(retry.Credential, _connection.Account.Clock.Now, body, departure.Left, _signals.Stopped).ConfigureAwait(false);
        }
        finally
        {
            departure.Left();
        }

        if (result.Fault is null && Gate.Accepted() is { } restored) Tell(restored);
        int attempt = retry.Attempts;
        double milliseconds = (_clock.Ticks - started) / (double)TimeSpan.TicksPerMillisecond;
        _signals.Detail(() => Texts.Format(
            "CallDetail", FlowIds.Describe(ids), result.Fault?.Code ?? "OK", result.RequestId ?? "-", milliseconds, attempt));
        return result;
    }

    private void Announce(Batch batch)
    {
        // The turn may come because the call before gave its place up: then this one does, too.
        _signals.NoMoreCalls.ThrowIfCancellationRequested();
        if (_checkpoint is null || batch.Announced) return;
        _checkpoint.Announce(batch.ToSend);
        batch.Announced = true;
    }

    /// <summary>What the fault allows, once what it asks for has been done: <see cref="Then.SendAgain"/>, or the end of the call.</summary>
    private async Task<Then> NextAsync(CallFault fault, DateTimeOffset? serverTime, RetryState retry)
    {
        switch (fault.Then)
        {
            case Then.CorrectClock:
                ServerClock clock = _connection.Account.Clock;
                if (clock.Offset != retry.ClockOffset) return Then.SendAgain; // another call has just corrected it
                if (retry.ClockCorrected || !clock.TryCorrect(serverTime)) return Then.EndRun;
                retry.ClockCorrected = true;
                _signals.Warn(Texts.Format("ClockCorrected", Math.Round(clock.Offset.TotalSeconds)));
                return Then.SendAgain;

            case Then.RenewKey:
                if (retry.KeyRenewed) return Then.EndRun;
                retry.KeyRenewed = true;
                EssCredential? fresh = await _connection.Credentials.RenewAsync(retry.Credential!, _signals.NoMoreCalls).ConfigureAwait(false);
                return fresh is null ? Then.EndRun : Then.SendAgain;

            case Then.SendAgain:
            case Then.Unknown when _options.ResendUnknown && !_signals.NoMoreCalls.IsCancellationRequested:
                if (fault.ErrorId == ErrorId.RateLimited)
                {
                    _totals.CountRefusal();
                    if (Gate.Refused(QuotaMessage.Read(fault.Message)) is { } change) Tell(change);
                }

                if (retry.Retries >= _options.MaximumRetryCount) return fault.Then == Then.Unknown ? Then.Unknown : Then.Fail;
                _signals.WarnOnce(fault.Then == Then.Unknown ? "ResentUnknown" : "SentAgain", fault.Code, fault.Message);
                await _clock.DelayAsync(_backoff.Before(retry.Retries++), _signals.NoMoreCalls).ConfigureAwait(false);
                return Then.SendAgain;

            default:
                return fault.Then;
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
