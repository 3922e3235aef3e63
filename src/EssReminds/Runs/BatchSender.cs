using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using EssReminds.Checkpoints;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>Takes one batch to the service, in as many calls as it takes, until each of its items has an outcome.</summary>
internal sealed class BatchSender<TRecord>
    where TRecord : class, IItemRecord
{
    private readonly IBulkAction<TRecord> _action;
    private readonly CallSender _sender;
    private readonly RunOptions _options;
    private readonly RunSignals _signals;
    private readonly Checkpoint<TRecord>? _checkpoint;

    public BatchSender(
        IBulkAction<TRecord> action, CallSender sender, RunOptions options, RunSignals signals, Checkpoint<TRecord>? checkpoint)
    {
        _action = action;
        _sender = sender;
        _options = options;
        _signals = signals;
        _checkpoint = checkpoint;
    }

    /// <summary>Never fails: what goes wrong becomes the outcome of the batch's items.</summary>
    public Task SendAsync(Batch<TRecord> batch) => SendAsync(batch, batch.ToSend);

    /// <returns>Whether the service took the call.</returns>
    private async Task<bool> SendAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        CallResult result = await CallAsync(batch, records).ConfigureAwait(false);
        switch (result.Fault)
        {
            case null:
                _action.Read(result.Body, records, batch.Report);
                await RecordAsync(batch, records).ConfigureAwait(false);
                return true;
            case { Remedy: Remedy.Halve } when records.Count > 1:
                await HalveAsync(batch, records).ConfigureAwait(false);
                return false;
            case { ErrorId: ErrorId.NotSent } notSent:
                batch.Report.Mark(records, notSent);
                break;
            case { Remedy: Remedy.EndRun } end:
                _signals.EndRun(batch.Report.ErrorOf(end, batch.Report.Mark(records, end)));
                break;
            case { } fault:
                batch.Report.Fail(records, fault);
                // Of a call given up in flight the file says enough, and a run that is being stopped has no time to spare.
                if (fault.Remedy == Remedy.Unknown && _signals.Stopped.IsCancellationRequested) return false;
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

    private async Task HalveAsync(Batch<TRecord> batch, List<TRecord> records)
    {
        int half = records.Count / 2;
        List<TRecord> left = records.GetRange(0, half), right = records.GetRange(half, records.Count - half);
        bool leftTaken = await SendAsync(batch, left).ConfigureAwait(false);
        // With the left half innocent the culprit is in the right one: asking about it as a whole would be a call for nothing.
        if (leftTaken && right.Count > 1) await HalveAsync(batch, right).ConfigureAwait(false);
        else await SendAsync(batch, right).ConfigureAwait(false);
    }
}
