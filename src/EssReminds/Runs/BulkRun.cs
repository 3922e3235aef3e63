using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Checkpoints;
using EssReminds.Connection;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>
/// One run: ids in, batches out to the service, records back in input order. All members but <see cref="Stop"/> belong to
/// one thread, the pipeline's; a queue of batches is all the machinery.
/// </summary>
internal sealed class BulkRun<TRecord> : IDisposable
    where TRecord : class, IItemRecord
{
    /// <summary>How many decided items may pile up behind one that waits for its batch to fill.</summary>
    private const int MaximumBatch = 1000;

    /// <summary>
    /// How many batches a run keeps for each call that may be in flight: one that takes long must not hold up those behind it,
    /// which are answered but cannot be written yet.
    /// </summary>
    private const int WindowPerCall = 4;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StopGracePeriod = TimeSpan.FromMilliseconds(150);

    // Calls that were announced, but had not left, are noted as such: on a busy disk that takes longer, and spares doubt.
    private static readonly TimeSpan StopGracePeriodWithCheckpoint = TimeSpan.FromSeconds(2);

    private readonly IBulkAction<TRecord> _action;
    private readonly EssConnection _connection;
    private readonly RunOptions _options;
    private readonly IRunOutput<TRecord> _output;
    private readonly BatchSender<TRecord> _sender;
    private readonly RunSignals _signals = new();
    private readonly HashSet<IdHash> _seen = [];
    private readonly Checkpoint<TRecord>? _checkpoint;
    private readonly Queue<Batch<TRecord>> _window = new();
    private readonly SemaphoreSlim _room;
    private Batch<TRecord> _open;
    private Task _warmingUp = Task.CompletedTask;

    /// <param name="action">What is done for each item.</param>
    /// <param name="connection">Where calls go.</param>
    /// <param name="options">How the run works.</param>
    /// <param name="output">Where it writes.</param>
    /// <param name="checkpoint">Its memory, which it disposes of; null where it needs none.</param>
    public BulkRun(
        IBulkAction<TRecord> action, EssConnection connection, RunOptions options, IRunOutput<TRecord> output, Checkpoint<TRecord>? checkpoint)
    {
        _action = action;
        _connection = connection;
        _options = options;
        _output = output;
        _checkpoint = checkpoint;
        _room = new SemaphoreSlim(options.ThrottleLimit);
        var sender = new CallSender(connection, options, _signals, Totals, Backoff.Random, Clock.System);
        _sender = new BatchSender<TRecord>(action, sender, options, _signals, checkpoint);
        _open = NewBatch();
        if (connection.Account.NotSharedBecause is { } why) _signals.Detail(() => Texts.Format("QuotaNotShared", why));
    }

    public RunTotals Totals { get; } = new();

    /// <summary>Lets the cost of the first call pass while the input is still being read.</summary>
    public void WarmUp() => _warmingUp = Task.Run(() => _connection.WarmUpAsync(_action.Service, _action.Write([]), _signals.Stopped));

    /// <summary>Takes an id in, and writes whatever has arrived meanwhile.</summary>
    /// <param name="id">The id, trimmed.</param>
    /// <param name="isValid">Whether it may be sent; else it gets its record and its error, and costs no call.</param>
    /// <exception cref="EssException">Nothing later can work; everything taken in has been written.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    [MethodImpl(HotPath.Optimized)]
    public void Add(string id, bool isValid = true)
    {
        if (!_seen.Add(IdHash.Of(id)))
        {
            Repeat(id);
            return;
        }

        if (!isValid)
        {
            Refuse(id);
        }
        else if (IsDue(id, out TRecord? known))
        {
            // The known record itself, with its doubt: should the service refuse the new call, the old one was perhaps carried out.
            _open.Add(known ?? _action.NewRecord(id), send: true);
        }
        else
        {
            _open.AddKnown(known!);
        }

        Totals.Known++;
        if (_open.ToSend.Count == _options.BatchSize || _open.UnknownCount == _action.MaximumItems || _open.Records.Count >= MaximumBatch
            || (_open.ToSend.Count == 0 && _open.UnknownCount == 0 && _window.Count == 0))
        {
            CloseBatch();
        }
        else
        {
            WriteArrived();
        }
    }

    /// <summary>Sends what is left and waits for everything.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public void Complete()
    {
        CloseBatch();
        Drain();
        _signals.Deliver(_output);
    }

    /// <summary>Whether an id was given in this run.</summary>
    public bool WasGiven(string id) => _seen.Contains(IdHash.Of(id));

    /// <summary>Gives everything up, from any thread.</summary>
    public void Stop() => _signals.Stop();

    /// <summary>Gives up what is still under way, and gives it a moment to be gone.</summary>
    public void Dispose()
    {
        Stop();
        TimeSpan longest = _checkpoint is null ? StopGracePeriod : StopGracePeriodWithCheckpoint;
        Task.WaitAny(Task.WhenAll([_warmingUp, .. _window.Select(batch => batch.Sending)]), Task.Delay(longest)); // a fault throws nothing here
        _window.Clear();
        _checkpoint?.Dispose();
    }

    private Batch<TRecord> NewBatch() => new(new CallReport<TRecord>(_signals, _action.Describe));

    // Not inside Add: the closure would be allocated once per id.
    private void Repeat(string id) => _output.Detail(() => Texts.Format("RepeatedFlow", id));

    private void Refuse(string id)
    {
        TRecord record = _action.NewRecord(id);
        _open.Add(record, send: false);
        _open.Report.Fail([record], new CallFault(ErrorId.InvalidFlowId, Remedy.Fail, Texts.Get("FlowIdShape")));
    }

    private void CloseBatch()
    {
        Batch<TRecord> batch = _open;
        _open = NewBatch();
        batch.ReportUnknown();
        if (batch.ToSend.Count > 0 && !_output.Approve(CallReport<TRecord>.Ids(batch.ToSend))) batch.Decline();

        if (batch.ToSend.Count > 0)
        {
            WaitForRoom();
            var session = new Texts.Session();
            batch.Sending = Task.Run(() =>
            {
                session.Enter();
                return SendAsync(batch);
            });
        }

        _window.Enqueue(batch); // before anything may throw: Dispose waits for what is in the window
        while (_window.Count > WindowPerCall * _options.ThrottleLimit) WriteOldest();
        WriteArrived();
    }

    private void WaitForRoom()
    {
        while (!_room.Wait(PollInterval, _signals.Stopped))
        {
            WriteCompleted();
        }
    }

    private async Task SendAsync(Batch<TRecord> batch)
    {
        try
        {
            await _sender.SendAsync(batch).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A defect of ours must not cost an id its outcome.
            batch.Report.Fail(batch.ToSend, new CallFault(ErrorId.OutcomeUnknown, Remedy.Unknown, e.Message));
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Whether an item is to be sent, by what the checkpoint says. Where it cannot be read any more nothing more is sent.</summary>
    private bool IsDue(string id, out TRecord? known)
    {
        known = null;
        try
        {
            return _checkpoint is null || _checkpoint.IsDue(id, _options.ResendUnknown, out known);
        }
        catch (EssException e)
        {
            _signals.EndRun(e.About([id]));
            return true;
        }
    }

    /// <summary>What the tasks have said so far, and how far the run is.</summary>
    [MethodImpl(HotPath.Optimized)]
    private void Tell()
    {
        _signals.Deliver(_output);
        _output.Progress(Totals);
    }

    [MethodImpl(HotPath.Optimized)]
    private void WriteCompleted()
    {
        while (_window.Count > 0 && _window.Peek().Sending.IsCompleted) WriteOldest();
        Tell();
    }

    [MethodImpl(HotPath.Optimized)]
    private void WriteArrived()
    {
        WriteCompleted();
        if (_signals.End is not null)
        {
            _window.Enqueue(_open);
            _open.Report.Mark(_open.ToSend, new CallFault(ErrorId.NotSent, Remedy.Fail, Texts.Get("FlowNotSent")));
            _open.ReportUnknown();
            _open = NewBatch();
            Drain();
        }
    }

    private void Drain()
    {
        while (_window.Count > 0) WriteOldest();
        if (_signals.End is { } end) throw end;
    }

    [MethodImpl(HotPath.Optimized)]
    private void WriteOldest()
    {
        Batch<TRecord> batch = _window.Peek();
        while (!batch.Sending.Wait((int)PollInterval.TotalMilliseconds, _signals.Stopped))
        {
            Tell();
        }

        _window.Dequeue();
        foreach (TRecord record in batch.Records)
        {
            Totals.Done++;
            if (record.History is { HasTime: false } history) history.Answered(_options.Clock.UtcNow);
            if (record.HasResult) _output.Write(record);
        }

        // After the records: with -ErrorAction or -WarningAction Stop the first message is the last that the pipeline hears.
        _signals.Deliver(_output);
        foreach (EssException error in batch.Report.Errors) _output.Write(error);
    }
}
