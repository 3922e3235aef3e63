using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Protocol;
using EssReminds.Reminding.Checkpoints;
using EssReminds.Resources;

namespace EssReminds.Reminding;

/// <summary>
/// One run: ids in, batches out to the service, records back in input order. All members but <see cref="Stop"/> belong to
/// one thread, the pipeline's; a queue of batches is all the machinery.
/// </summary>
internal sealed class ReminderRun : IDisposable
{
    /// <summary>How many decided flows may pile up behind one that waits for its batch to fill.</summary>
    private const int LongestBatch = 1000;

    /// <summary>
    /// How many batches a run keeps for each call that may be in flight: one that takes long must not hold up those behind it,
    /// which are answered but cannot be written yet.
    /// </summary>
    private const int LongestWindow = 4;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromMilliseconds(150);

    // Calls that were announced, but had not left, are noted as such: on a busy disk that takes longer, and spares doubt.
    private static readonly TimeSpan LongestFarewellOfCheckpoint = TimeSpan.FromSeconds(2);

    private readonly EssConnection _connection;
    private readonly RunOptions _options;
    private readonly IRunOutput _output;
    private readonly BatchSender _sender;
    private readonly RunSignals _signals = new();
    private readonly FlowIdMap _seen = new(withNumbers: false);
    private readonly Checkpoint? _checkpoint;
    private readonly Queue<Batch> _window = new();
    private readonly SemaphoreSlim _room;
    private Batch _open = new();
    private Task _warmingUp = Task.CompletedTask;

    /// <param name="connection">Where calls go.</param>
    /// <param name="options">How the run works.</param>
    /// <param name="output">Where it writes.</param>
    /// <param name="checkpoint">Its memory, which it disposes of; null where it needs none.</param>
    public ReminderRun(EssConnection connection, RunOptions options, IRunOutput output, Checkpoint? checkpoint)
    {
        _connection = connection;
        _options = options;
        _output = output;
        _checkpoint = checkpoint;
        _room = new SemaphoreSlim(options.ThrottleLimit);
        _sender = new BatchSender(connection, options, _signals, Totals, checkpoint, Backoff.Random, Clock.System);
        if (connection.Account.NotSharedBecause is { } why) _signals.Detail(() => Texts.Format("QuotaNotShared", why));
    }

    public RunTotals Totals { get; } = new();

    /// <summary>Lets the cost of the first call pass while the input is still being read.</summary>
    public void WarmUp() => _warmingUp = Task.Run(() => _connection.WarmUpAsync(_signals.Stopped));

    /// <summary>Takes an id in, and writes whatever has arrived meanwhile.</summary>
    /// <exception cref="RunEndedException">Nothing later can work.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    [MethodImpl(Compile.Once)]
    public void Add(string? text)
    {
        if (text is null || FlowIds.Trim(text) is not { Length: > 0 } id) return;

        if (!_seen.Add(id))
        {
            Repeat(id);
            return;
        }

        if (!FlowIds.IsValid(id))
        {
            Refuse(id);
        }
        else if (Recall(id) is not { } known)
        {
            _open.Add(new RemindFlowRecord(id), send: true);
        }
        else if (known.Outcome == RemindOutcome.Unknown && _options.ResendUnknown)
        {
            // The record itself, with its doubt: should the service refuse the new call, the old one was perhaps carried out all the same.
            _open.Add(known, send: true);
        }
        else
        {
            _open.AddKnown(known);
        }

        Totals.Known++;
        if (_open.ToSend.Count == _options.BatchSize || _open.Unknown.Count == RemindRequest.MaximumFlowIds || _open.Records.Count >= LongestBatch
            || (_open.ToSend.Count == 0 && _open.Unknown.Count == 0 && _window.Count == 0))
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
        if (_options.RemindEmails.Missed(_seen.Contains) is { Count: > 0 } missed)
            _output.Warn(Texts.Format("RemindEmailMissed", missed.Count, missed[0].Email.SignId, missed[0].FlowId));
    }

    /// <summary>Gives everything up, from any thread.</summary>
    public void Stop() => _signals.Stop();

    /// <summary>Gives up what is still under way, and gives it a moment to be gone.</summary>
    public void Dispose()
    {
        Stop();
        TimeSpan longest = _checkpoint is null ? LongestFarewell : LongestFarewellOfCheckpoint;
        Task.WaitAny(Task.WhenAll([_warmingUp, .. _window.Select(batch => batch.Sending)]), Task.Delay(longest)); // a fault throws nothing here
        _window.Clear();
        _checkpoint?.Dispose();
    }

    // Apart from Add: what a lambda captures is made at the start of its method, and that for each id.
    private void Repeat(string id) => _output.Detail(() => Texts.Format("RepeatedFlow", id));

    private void Refuse(string id)
    {
        var record = new RemindFlowRecord(id);
        _open.Add(record, send: false);
        Outcomes.Settle([record], new CallFault(ErrorId.InvalidFlowId, Then.Fail, Texts.Get("FlowIdShape")), _open.Failures);
    }

    private void CloseBatch()
    {
        Batch batch = _open;
        _open = new Batch();
        batch.ReportUnknown();
        if (batch.ToSend.Count > 0 && !_output.Approve(Outcomes.Ids(batch.ToSend))) batch.Decline();

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
        while (_window.Count > LongestWindow * _options.ThrottleLimit) WriteOldest();
        WriteArrived();
    }

    private void WaitForRoom()
    {
        while (!_room.Wait(Glance, _signals.Stopped))
        {
            WriteCompleted();
        }
    }

    private async Task SendAsync(Batch batch)
    {
        try
        {
            await _sender.SendAsync(batch).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A defect of ours must not cost an id its outcome.
            Outcomes.Settle(batch.ToSend, new CallFault(ErrorId.OutcomeUnknown, Then.Unknown, e.Message), batch.Failures);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>What the checkpoint says of a flow. Where it cannot be read any more nothing more is sent.</summary>
    private RemindFlowRecord? Recall(string id)
    {
        try
        {
            return _checkpoint?.Find(id);
        }
        catch (EssException e)
        {
            _signals.EndRun(new RunFailure(e, [id]));
            return null;
        }
    }

    /// <summary>What the tasks have said so far, and how far the run is.</summary>
    [MethodImpl(Compile.Once)]
    private void Tell()
    {
        _signals.Deliver(_output);
        _output.Progress(Totals);
    }

    [MethodImpl(Compile.Once)]
    private void WriteCompleted()
    {
        while (_window.Count > 0 && _window.Peek().Sending.IsCompleted) WriteOldest();
        Tell();
    }

    [MethodImpl(Compile.Once)]
    private void WriteArrived()
    {
        WriteCompleted();
        if (_signals.End is not null)
        {
            _window.Enqueue(_open);
            Outcomes.Mark(_open.ToSend, new CallFault(ErrorId.NotSent, Then.Fail, Texts.Get("FlowNotSent")), _open.Failures);
            _open.ReportUnknown();
            _open = new Batch();
            Drain();
        }
    }

    private void Drain()
    {
        while (_window.Count > 0) WriteOldest();
        if (_signals.End is { } end) throw new RunEndedException(end);
    }

    [MethodImpl(Compile.Once)]
    private void WriteOldest()
    {
        Batch batch = _window.Peek();
        while (!batch.Sending.Wait((int)Glance.TotalMilliseconds, _signals.Stopped))
        {
            Tell();
        }

        _window.Dequeue();
        foreach (RemindFlowRecord record in batch.Records)
        {
            Totals.Count(record.Outcome);
            _output.Write(record);
        }

        // After the records: with -ErrorAction or -WarningAction Stop the first message is the last that the pipeline hears.
        _signals.Deliver(_output);
        foreach (RunFailure failure in batch.Failures) _output.Write(failure);
    }
}
