using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>
/// The batches in flight or waiting for one before them; written in input order, by the pipeline thread only. Whatever may end the pipeline
/// is written last, when nothing is in flight any more.
/// </summary>
internal sealed class RunWindow<TRecord>
    where TRecord : class, IItemRecord
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly Queue<Batch<TRecord>> _batches = new();
    private readonly List<EssException> _heldErrors = [];
    private readonly List<TRecord> _notSent = [];
    private readonly RunSignals _signals;
    private readonly RunTotals _totals;
    private readonly IRunOutput<TRecord> _output;
    private readonly Clock _clock;
    private bool _noticesHeld;

    public RunWindow(RunSignals signals, RunTotals totals, IRunOutput<TRecord> output, Clock clock)
    {
        _clock = clock;
        _signals = signals;
        _totals = totals;
        _output = output;
    }

    public int Count => _batches.Count;

    /// <summary>Completes, and never faults, when nothing is in flight.</summary>
    public Task Sending => Task.WhenAll(_batches.Select(batch => batch.Sending));

    public void Add(Batch<TRecord> batch) => _batches.Enqueue(batch);

    /// <summary>Waits for something else, and writes results that arrive meanwhile.</summary>
    /// <param name="wait">Waits for the given time; true if the wait is over.</param>
    public void WriteWhile(Func<TimeSpan, bool> wait)
    {
        while (!wait(PollInterval)) WriteCompleted();
    }

    /// <summary>Writes finished batches, up to the first unfinished one.</summary>
    [MethodImpl(HotPath.Optimized)]
    public void WriteCompleted()
    {
        while (_batches.Count > 0 && _batches.Peek().Sending.IsCompleted) WriteOldest();
        Tell();
        // The user may be asked whether to continue: write everything in flight first, so that no reply loses anything.
        if ((_heldErrors.Count > 0 || _noticesHeld) && !_signals.NoMoreCalls.IsCancellationRequested) Drain();
    }

    /// <summary>Waits for the oldest batch and writes it.</summary>
    [MethodImpl(HotPath.Optimized)]
    public void WriteOldest()
    {
        Batch<TRecord> batch = _batches.Peek();
        while (!batch.Sending.Wait((int)PollInterval.TotalMilliseconds, _signals.Interrupted)) Tell();

        _batches.Dequeue();
        foreach (TRecord record in batch.Records)
        {
            _totals.Done++;
            if (record.History is { HasTime: false } history) history.Answered(_clock.UtcNow.UtcDateTime);
            if (record.HasResult) _output.Write(record);
            if (record.ErrorId == ErrorId.NotSent) _notSent.Add(record);
        }

        Tell();
        foreach (EssException error in batch.OrderedErrors())
        {
            if (_signals.WillWrite(RunStream.Error)) _heldErrors.Add(error);
            else _output.Write(error);
        }
    }

    /// <summary>Waits for everything and writes it, and last what was held back.</summary>
    public void Drain()
    {
        while (_batches.Count > 0) WriteOldest();
        Tell();
        _noticesHeld = false;
        _signals.DeliverHeld(_output);
        EssException[] errors = [.. _heldErrors];
        _heldErrors.Clear();
        foreach (EssException error in errors) _output.Write(error);
    }

    /// <summary>Why the run ends early, now that everything is written; null where it does not.</summary>
    /// <param name="errorOf">Makes the error about items that were not sent.</param>
    public EssException? EndOfRun(Func<CallFault, IReadOnlyList<string>, EssException> errorOf)
    {
        // Items that were not sent and have no record are covered by the error.
        if (_signals.End is { } end) return end.About([.. end.Ids, .. from record in _notSent where !record.HasResult select record.Id]);
        if (!_signals.NoMoreCalls.IsCancellationRequested || _signals.Interrupted.IsCancellationRequested) return null;
        // The write for which calls were stopped should have ended the pipeline, and did not.
        return errorOf(CallFault.NotSent(Remedy.EndRun), CallReport<TRecord>.Ids(_notSent));
    }

    /// <summary>Delivers the tasks' notices, and reports progress.</summary>
    [MethodImpl(HotPath.Optimized)]
    private void Tell()
    {
        _noticesHeld = _signals.Deliver(_output);
        _output.Progress(_totals);
    }
}
