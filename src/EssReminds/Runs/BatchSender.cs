using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using EssReminds.Checkpoints;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>Sends one batch to the service, in as many calls as needed, until each of its items has an outcome.</summary>
internal sealed class BatchSender<TRecord>
    where TRecord : class, IItemRecord
{
    private readonly RefusalWatch _refusals = new();
    private readonly IBulkAction<TRecord> _action;
    private readonly IFollowUpAction<TRecord>? _followUp;
    private readonly CallSender _sender;
    private readonly RunOptions _options;
    private readonly RunSignals _signals;
    private readonly Checkpoint<TRecord>? _checkpoint;
    private readonly CulpritSearch<TRecord> _search;
    private readonly Clock _clock;

    /// <param name="action">What to do for each item.</param>
    /// <param name="followUp">What to ask next about items that need it; null for nothing.</param>
    /// <param name="sender">Sends the calls.</param>
    /// <param name="options">How the run works.</param>
    /// <param name="signals">Ends the run.</param>
    /// <param name="checkpoint">The run's memory; null if it has none.</param>
    /// <param name="room">A permit for each call in flight; the batch already holds one.</param>
    /// <param name="clock">Dates the outcomes.</param>
    public BatchSender(
        IBulkAction<TRecord> action, IFollowUpAction<TRecord>? followUp, CallSender sender, RunOptions options, RunSignals signals,
        Checkpoint<TRecord>? checkpoint, CallRoom room, Clock clock)
    {
        _action = action;
        _followUp = followUp;
        _sender = sender;
        _options = options;
        _signals = signals;
        _checkpoint = checkpoint;
        _search = new CulpritSearch<TRecord>(_refusals, room);
        _clock = clock;
    }

    /// <summary>Never throws: failures become outcomes of the batch's items.</summary>
    public async Task SendAsync(Batch<TRecord> batch)
    {
        await SendAsync(_action, batch, batch.ToSend, Asked.AtFirst).ConfigureAwait(false);
        EndWhereAllAreRefused(batch.ToSend);
        if (_followUp is null) return;
        // Not collected across batches: the follow-up needs no more calls than the first action, which therefore sets the pace.
        List<TRecord> concerned = batch.ToSend.FindAll(_followUp.Concerns);
        if (concerned.Count > 0) await SendAsync(_followUp, batch, concerned, Asked.AtFirst).ConfigureAwait(false);
    }

    /// <returns>Whether the service accepted the call.</returns>
    private async Task<bool> SendAsync(IBulkAction<TRecord> action, Batch<TRecord> batch, List<TRecord> records, Asked asked)
    {
        CallResult result = await CallAsync(action, batch, records, asked).ConfigureAwait(false);
        switch (result.Fault)
        {
            case null:
                _refusals.Taken();
                await ReadAsync(action, batch, records, result.Body, asked).ConfigureAwait(false);
                CountReminded(records);
                await RecordAsync(batch, records).ConfigureAwait(false);
                return true;
            case { Remedy: Remedy.Halve } when records.Count > 1:
                await SearchAsync(action, batch, records, asked).ConfigureAwait(false);
                return false;
            case { } fault when action == _followUp && _followUp.Keep(records, fault, batch.Report):
                return false;
            case { ErrorId: ErrorId.NotSent } notSent:
                batch.Report.Mark(records, notSent);
                break;
            case { Remedy: Remedy.EndRun } end:
                _signals.EndRun(batch.Report.ErrorOf(end, batch.Report.Mark(records, end)));
                break;
            case { } fault:
                if (fault.Remedy == Remedy.Halve) batch.CountCulprit();
                batch.Report.Fail(records, fault);
                // The intent in the file already leaves an abandoned call in doubt, and a run being stopped has no time to spare.
                if (fault.Remedy == Remedy.Unknown && _signals.CallsAbandoned.IsCancellationRequested) return false;
                break;
        }

        bool wereSent = result.Fault is { Cause: null, ErrorId: not ErrorId.NotSent };
        await RecordAsync(batch, records, wereSent).ConfigureAwait(false);
        return false;
    }

    private Task<CallResult> CallAsync(IBulkAction<TRecord> action, Batch<TRecord> batch, List<TRecord> records, Asked asked)
    {
        string[] ids = CallReport<TRecord>.Ids(records);
        bool perhapsReminded = false;
        return _sender.SendAsync(new Call
        {
            Action = action.Service,
            Body = action.Write(ids),
            IsPart = asked != Asked.AtFirst,
            IsRead = action.IsRead,
            MayBeResent = () => _options.ResendUnknown && _checkpoint?.MayRemindAgain(records) != false,
            Describe = () => action.Describe(ids),
            AnnounceAsync = () =>
            {
                bool again = perhapsReminded;
                perhapsReminded = false;
                return AnnounceAsync(batch, again ? records : null);
            },
            MarkDoubtful = fault =>
            {
                batch.Report.Mark(records, fault);
                CountReminded(records);
                perhapsReminded = true;
            },
        });
    }

    private async Task ReadAsync(
        IBulkAction<TRecord> action, Batch<TRecord> batch, List<TRecord> records, AnswerBody answer, Asked asked)
    {
        IReadOnlyList<TRecord> leftOut = action.Read(answer, records, batch.Report);
        if (leftOut.Count == 0) return;
        // One incomplete answer may be a glitch. Reading again costs a call, but sends nobody a message.
        if (action.IsRead && asked != Asked.OnceMore) await SendAsync(action, batch, [.. leftOut], Asked.OnceMore).ConfigureAwait(false);
        else action.LeftOut(leftOut, answer.RequestId, batch.Report);
    }

    /// <param name="batch">The batch.</param>
    /// <param name="again">The items that the call being resent may already have reminded; null if none.</param>
    private async Task<IDisposable?> AnnounceAsync(Batch<TRecord> batch, List<TRecord>? again)
    {
        if (_checkpoint is null || (batch.Announced && again is null)) return null;
        string[] ids = CallReport<TRecord>.Ids(again ?? batch.ToSend);
        IDisposable place = await _checkpoint.AnnounceAsync(ids, _signals.NoMoreCalls).ConfigureAwait(false);
        batch.Announced = true;
        return place;
    }

    /// <summary>For the checkpoint, which limits the reminders per item.</summary>
    private void CountReminded(List<TRecord> records)
    {
        if (_checkpoint is null) return;
        foreach (TRecord record in records)
            if (record.IsReminder) record.History!.RemindedNow++;
    }

    /// <summary>Whether an item came in doubt from the checkpoint, and this run has not sent it: it is as it was.</summary>
    private static bool IsUntouched(TRecord record) => record.IsInDoubt && record.History is { FromCheckpoint: true, RemindedNow: 0 };

    [MethodImpl(HotPath.Optimized)]
    private static void NoteTime(List<TRecord> records, DateTime now)
    {
        foreach (TRecord record in records) record.History?.Answered(now);
    }

    /// <summary>Records outcomes in the checkpoint. If that fails the run ends, but they are still written to the pipeline.</summary>
    private async Task RecordAsync(Batch<TRecord> batch, List<TRecord> records, bool wereSent = true)
    {
        NoteTime(wereSent ? records : records.FindAll(record => !IsUntouched(record)), _clock.UtcNow.UtcDateTime);
        if (!batch.Announced) return;
        try
        {
            await _checkpoint!.RecordAsync(records).ConfigureAwait(false);
        }
        catch (EssException e)
        {
            _signals.EndRun(e.About(CallReport<TRecord>.Ids(records)));
        }
    }

    /// <summary>Finds the culprits in a refused call.</summary>
    private async Task SearchAsync(IBulkAction<TRecord> action, Batch<TRecord> batch, List<TRecord> records, Asked asked)
    {
        if (asked == Asked.InPart || action == _followUp)
        {
            await HalveAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            using Permit search = await _refusals.SearchAsync(_signals.NoMoreCalls).ConfigureAwait(false);
            await HalveAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            batch.Report.Mark(records, CallFault.NotSent());
            await RecordAsync(batch, records, wereSent: false).ConfigureAwait(false);
        }

        Task HalveAsync() => _search.HalveAsync(batch, records, part => SendAsync(action, batch, part, Asked.InPart));
    }

    private void EndWhereAllAreRefused(List<TRecord> records)
    {
        TRecord first = records[0];
        if (first.ErrorCode is not { } code || _action.Service.RuleOf(code).Remedy != Remedy.Halve) return;
        if (records.Exists(record => record.ErrorCode != code || record.IsInDoubt)) return;
        if (_refusals.AllRefused(code, records.Count) is not { } count) return;
        var fault = new CallFault(ErrorId.AllRefused, Remedy.EndRun, first.ErrorMessage ?? "", code, first.RequestId);
        _signals.EndRun(CallErrors.Of(fault, ErrorId.AllRefused, _action.Errors.Of(ErrorId.AllRefused), count));
    }

    /// <summary>Why items are in a call.</summary>
    private enum Asked
    {
        AtFirst,

        /// <summary>Their call was refused as a whole.</summary>
        InPart,

        /// <summary>An answer left them out.</summary>
        OnceMore,
    }
}
