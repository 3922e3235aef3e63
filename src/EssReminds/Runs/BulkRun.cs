using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Checkpoints;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>
/// One run: takes ids, sends batches to the service, and writes records in input order. All members but <see cref="Stop"/> are called by
/// one thread, the pipeline's, so a plain queue of batches suffices.
/// </summary>
internal sealed class BulkRun<TRecord> : IDisposable
    where TRecord : class, IItemRecord
{
    /// <summary>How many decided items may queue behind one whose batch is not full yet.</summary>
    private const int MaximumBatch = 1000;

    /// <summary>How many items that the checkpoint has in doubt share one error.</summary>
    private const int MaximumUnknown = 100;

    /// <summary>
    /// How many batches a run keeps for each call that may be in flight: a slow call must not hold up those behind it, which are answered
    /// but cannot be written yet.
    /// </summary>
    private const int WindowPerCall = 4;

    private static readonly TimeSpan StopGracePeriod = TimeSpan.FromMilliseconds(150);

    private readonly IBulkAction<TRecord> _action;
    private readonly EssConnection _connection;
    private readonly RunOptions _options;
    private readonly IRunOutput<TRecord> _output;
    private readonly BatchSender<TRecord> _sender;
    private readonly RunSignals _signals;
    private readonly RunWindow<TRecord> _window;
    private readonly ServiceWatch _watch;
    private readonly IdSet _given = new();
    private readonly Checkpoint<TRecord>? _checkpoint;
    private readonly CallRoom _room;
    private readonly IDisposable? _atProcessEnd;
    private readonly int _itemsPerApproval;
    private Batch<TRecord> _open;
    private bool _mustAsk;
    private Task _firstQuestion = Task.CompletedTask;

    /// <param name="action">What to do for each item.</param>
    /// <param name="connection">Sends the calls.</param>
    /// <param name="options">How the run works.</param>
    /// <param name="output">Receives records, errors and notices.</param>
    /// <param name="checkpoint">The run's memory, disposed of with the run; null if it needs none.</param>
    /// <param name="followUp">What to ask next about items that need it; null if the action suffices.</param>
    public BulkRun(
        IBulkAction<TRecord> action, EssConnection connection, RunOptions options, IRunOutput<TRecord> output,
        Checkpoint<TRecord>? checkpoint = null, IFollowUpAction<TRecord>? followUp = null)
    {
        _action = action;
        _connection = connection;
        _options = options;
        _output = output;
        _checkpoint = checkpoint;
        _room = new CallRoom(options.ThrottleLimit);
        _itemsPerApproval = action.ItemsPerApproval ?? options.BatchSize;
        _signals = new RunSignals(output.EffectOf);
        _window = new RunWindow<TRecord>(_signals, Totals, output, connection.Clock);
        _watch = new ServiceWatch(
            AskAsync, action.Errors, options.MaximumRetryCount, connection.Endpoint.ToString(), _signals, Backoff.Random, connection.Clock);
        var sender = new CallSender(connection, options, _signals, Totals, _watch, Backoff.Random);
        _sender = new BatchSender<TRecord>(action, followUp, sender, options, _signals, checkpoint, _room, connection.Clock);
        _open = NewBatch();
        if (checkpoint is not null) _atProcessEnd = ProcessEnd.Register(FinishCalls);
        if (connection.Account.NotSharedBecause is { } why) _signals.Detail(() => Texts.Format("QuotaNotShared", why));
    }

    public RunTotals Totals { get; } = new();

    /// <summary>
    /// Makes the run probe the service, without side effects, before its first call, unless the service has just answered: if something
    /// else answers in its place, the first calls would be in doubt. A run that only reads needs no probe.
    /// </summary>
    public void AskFirst() => _mustAsk = !_action.IsRead;

    /// <summary>Takes an id, and writes the results that have arrived meanwhile.</summary>
    /// <param name="id">The id, trimmed.</param>
    /// <param name="isValid">Whether it may be sent; if not, it gets a record and an error without a call.</param>
    /// <exception cref="EssException">No later call can succeed; everything taken in has been written.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    [MethodImpl(HotPath.Optimized)]
    public void Add(string id, bool isValid = true)
    {
        if (!_given.Add(id))
        {
            Repeat(id);
            WriteArrived();
            return;
        }

        if (!isValid)
        {
            Refuse(id);
        }
        else if (IsDue(id, out TRecord? known))
        {
            if (_mustAsk) Ask(); // runs while the rest of the input is read; without anything to send there is no probe
            // Keep the known record with its doubt: even if the service refuses the new call, the old one was perhaps carried out.
            _open.Add(known ?? _action.NewRecord(id), send: true);
        }
        else
        {
            _open.AddKnown(known!);
        }

        Totals.Known++;
        if (_open.ToSend.Count == _itemsPerApproval || _open.UnknownCount == MaximumUnknown || _open.Records.Count >= MaximumBatch
            || (_open.ToSend.Count == 0 && !_open.HasErrors && _window.Count == 0))
        {
            CloseBatch();
        }
        else
        {
            WriteArrived();
        }
    }

    /// <summary>Sends what is left and waits for all results.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public void Complete()
    {
        if (!_signals.NoMoreCalls.IsCancellationRequested) CloseBatch();
        Finish();
    }

    /// <summary>Writes a notice for the caller; one that may end the pipeline waits until everything in flight is written.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public void Tell(RunStream stream, Action write)
    {
        _signals.Tell(stream, _ => write());
        WriteArrived();
    }

    /// <summary>Whether an id was given to this run.</summary>
    public bool WasGiven(string id) => _given.Contains(id);

    /// <summary>Ends the run, from any thread. Calls in flight are abandoned, unless a checkpoint records their outcomes.</summary>
    public void Stop()
    {
        _signals.Interrupt();
        if (_checkpoint is null) _signals.AbandonCalls();
    }

    /// <summary>Stops what is still in flight, and waits a grace period for it to end.</summary>
    public void Dispose()
    {
        Stop();
        if (_checkpoint is not null) FinishCalls();
        Task.WaitAny(Task.WhenAll(_firstQuestion, _window.Sending), Task.Delay(StopGracePeriod)); // WaitAny does not rethrow faults
        _atProcessEnd?.Dispose();
        _checkpoint?.Dispose();
    }

    /// <summary>Starts no more calls, and gives those in flight a grace period to be answered.</summary>
    private void FinishCalls()
    {
        _signals.Interrupt();
        _room.WaitForAnswers();
        _signals.AbandonCalls();
    }

    private void Ask()
    {
        _mustAsk = false;
        if (!_connection.HasJustAnswered) _firstQuestion = _watch.AskFirst();
    }

    private Task<CallResult> AskAsync(CancellationToken cancellation) => ServiceProbe.AskAsync(
        _connection, _action.Service, _action.Write([]), _connection.Account.Clock.Now, again: true, cancellation);

    private Batch<TRecord> NewBatch() => NewBatch(_itemsPerApproval);

    private Batch<TRecord> NewBatch(int items) => new(new CallReport<TRecord>(_signals, _action.Describe, _action.Errors), items);

    // Not inside Add: the closure would be allocated once per id.
    private void Repeat(string id) => _signals.Detail(() => Texts.Format("RepeatedFlow", id));

    private void Refuse(string id)
    {
        _open.AddInvalid(
            _action.NewRecord(id), new CallFault(ErrorId.InvalidFlowId, Remedy.Fail, Texts.Get(_action.Errors.Of("FlowIdShape"))));
        _signals.WillWrite(RunStream.Error); // if that ends the pipeline, no further call may start
    }

    private void CloseBatch()
    {
        Batch<TRecord> batch = _open;
        _open = NewBatch();
        batch.ReportDecided();
        if (batch.ToSend.Count > 0 && !_action.IsRead && !_output.Approve(CallReport<TRecord>.Ids(batch.ToSend))) batch.Decline();
        foreach (Batch<TRecord> call in batch.Split(_options.BatchSize, () => NewBatch(_options.BatchSize))) Start(call);
        WriteArrived();
    }

    private void Start(Batch<TRecord> batch)
    {
        if (batch.ToSend.Count > 0)
        {
            _window.WriteWhile(time => _room.Wait(time, _signals.Interrupted));
            var session = new Texts.Session();
            batch.Sending = Task.Run(() =>
            {
                session.Enter();
                return SendAsync(batch);
            });
        }

        _window.Add(batch); // before anything can throw: Dispose waits only for batches in the window
        while (_window.Count > WindowPerCall * _room.Calls) _window.WriteOldest();
    }

    private async Task SendAsync(Batch<TRecord> batch)
    {
        try
        {
            await _sender.SendAsync(batch).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A bug of ours must not leave an id without an outcome.
            var fault = new CallFault(ErrorId.OutcomeUnknown, Remedy.Unknown, e.Message);
            batch.Report.Fail(batch.ToSend, _action.IsRead ? fault.OfRead() : fault);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Whether an item is to be sent according to the checkpoint. If that can no longer be read, the run ends.</summary>
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

    [MethodImpl(HotPath.Optimized)]
    private void WriteArrived()
    {
        _window.WriteCompleted();
        if (_signals.NoMoreCalls.IsCancellationRequested) Finish();
    }

    /// <summary>Writes everything that was taken in; items that can no longer be sent are reported as not sent.</summary>
    private void Finish()
    {
        _open.Report.Mark(_open.ToSend, CallFault.NotSent());
        _open.ReportDecided();
        _window.Add(_open);
        _open = NewBatch();
        _window.Drain();
        if (_window.EndOfRun(_open.Report.ErrorOf) is { } end) throw end;
    }
}
