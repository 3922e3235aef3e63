using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Checkpoints;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>Takes one batch to the service, in as many calls as it takes, until each of its items has an outcome.</summary>
internal sealed class BatchSender<TRecord>
    where TRecord : class, IItemRecord
{
    private readonly RefusalWatch _refusals = new();
    private readonly IBulkAction<TRecord> _action;
    private readonly CallSender _sender;
    private readonly RunOptions _options;
    private readonly RunSignals _signals;
    private readonly Checkpoint<TRecord>? _checkpoint;
    private readonly SemaphoreSlim _room;

    /// <param name="action">What is done for each item.</param>
    /// <param name="sender">Sends the calls.</param>
    /// <param name="options">How the run works.</param>
    /// <param name="signals">Ends the run.</param>
    /// <param name="checkpoint">The run's memory; null where it has none.</param>
    /// <param name="room">A permit for each call in flight; the batch has one already.</param>
    public BatchSender(
        IBulkAction<TRecord> action, CallSender sender, RunOptions options, RunSignals signals, Checkpoint<TRecord>? checkpoint, SemaphoreSlim room)
    {
        _action = action;
        _sender = sender;
        _options = options;
        _signals = signals;
        _checkpoint = checkpoint;
        _room = room;
    }

    /// <summary>Never fails: what goes wrong becomes the outcome of the batch's items.</summary>
    public async Task SendAsync(Batch<TRecord> batch)
    {
        await SendAsync(batch, batch.ToSend).ConfigureAwait(false);
        if (batch.ToSend.Count == 1) EndWhereAllAreRefused(batch.ToSend);
    }

    /// <returns>Whether the service took the call.</returns>
    private async Task<bool> SendAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        CallResult result = await CallAsync(batch, records).ConfigureAwait(false);
        switch (result.Fault)
        {
            case null:
                _refusals.Taken();
                _action.Read(result.Body, records, batch.Report);
                await RecordAsync(batch, records).ConfigureAwait(false);
                return true;
            case { Remedy: Remedy.Halve } when records.Count > 1:
                await SearchAsync(batch, records).ConfigureAwait(false);
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
                // Of a call given up in flight the file says enough, and a run that is being stopped has no time to spare.
                if (fault.Remedy == Remedy.Unknown && _signals.CallsAbandoned.IsCancellationRequested) return false;
                break;
        }

        await RecordAsync(batch, records).ConfigureAwait(false);
        return false;
    }

    private Task<CallResult> CallAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        string[] ids = CallReport<TRecord>.Ids(records);
        return _sender.SendAsync(new Call
        {
            Action = _action.Service,
            Body = _action.Write(ids),
            IsPart = records.Count < batch.ToSend.Count,
            IsRead = _action.IsRead,
            ResendUnknown = _options.ResendUnknown,
            Describe = () => _action.Describe(ids),
            AnnounceAsync = () => AnnounceAsync(batch),
            MarkDoubtful = fault => batch.Report.Mark(records, fault),
        });
    }

    private async Task<IDisposable?> AnnounceAsync(Batch<TRecord> batch)
    {
        if (_checkpoint is null || batch.Announced) return null;
        string[] ids = CallReport<TRecord>.Ids(batch.ToSend);
        IDisposable place = await _checkpoint.AnnounceAsync(ids, _signals.NoMoreCalls).ConfigureAwait(false);
        batch.Announced = true;
        return place;
    }

    /// <summary>Puts outcomes into the checkpoint. Where that fails the run ends; they are written to the pipeline all the same.</summary>
    private async Task RecordAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        DateTimeOffset now = _options.Clock.UtcNow;
        foreach (TRecord record in records) record.History?.Answered(now);
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
    private async Task SearchAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        if (records.Count < batch.ToSend.Count)
        {
            await HalveAsync(batch, records).ConfigureAwait(false);
            return;
        }

        try
        {
            using (await _refusals.SearchAsync(_signals.NoMoreCalls).ConfigureAwait(false))
            {
                await HalveAsync(batch, records).ConfigureAwait(false);
                EndWhereAllAreRefused(records);
            }
        }
        catch (OperationCanceledException)
        {
            batch.Report.Mark(records, new CallFault(ErrorId.NotSent, Remedy.Fail, Texts.Get("FlowNotSent")));
            await RecordAsync(batch, records).ConfigureAwait(false);
        }
    }

    private async Task HalveAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        if (_refusals.IsHopeless(batch.Culprits))
        {
            await SendEachAsync(batch, records).ConfigureAwait(false);
            return;
        }

        int half = records.Count / 2;
        List<TRecord> left = records.GetRange(0, half), right = records.GetRange(half, records.Count - half);
        if (_room.Wait(0))
        {
            // The output waits for this batch: where there is room both halves are asked about at once.
            await Task.WhenAll(SendInRoomAsync(batch, left), SendAsync(batch, right)).ConfigureAwait(false);
            return;
        }

        bool leftTaken = await SendAsync(batch, left).ConfigureAwait(false);
        // With the left half innocent the culprit is in the right one: asking about it as a whole would be a call for nothing.
        if (leftTaken && right.Count > 1) await HalveAsync(batch, right).ConfigureAwait(false);
        else await SendAsync(batch, right).ConfigureAwait(false);
    }

    private async Task SendEachAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        var atOnce = new List<Task>();
        foreach (TRecord record in records)
        {
            if (_room.Wait(0)) atOnce.Add(SendInRoomAsync(batch, [record]));
            else await SendAsync(batch, [record]).ConfigureAwait(false);
        }

        await Task.WhenAll(atOnce).ConfigureAwait(false);
    }

    private async Task SendInRoomAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        try
        {
            await SendAsync(batch, records).ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    private void EndWhereAllAreRefused(List<TRecord> records)
    {
        TRecord first = records[0];
        if (first.ErrorCode is not { } code || ErrorCatalog.Find(code).Remedy != Remedy.Halve) return;
        if (records.Exists(record => record.ErrorCode != code || record.IsInDoubt)) return;
        if (_refusals.AllRefused(code, records.Count) is not { } count) return;
        _signals.EndRun(EssException.OfCall(
            ErrorId.AllRefused, code, first.RequestId,
            count, Printable.Text(first.ErrorMessage ?? ""), Printable.Text(code), Printable.Text(first.RequestId ?? "-")));
    }
}
