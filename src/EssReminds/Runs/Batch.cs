using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>
/// A stretch of the input: the items that the user approves at once or, after <see cref="Split"/>, those of one call, together with the
/// already decided items between them.
/// </summary>
internal sealed class Batch<TRecord>
    where TRecord : class, IItemRecord
{
    private readonly List<string> _unknown = [];
    private readonly List<string> _invalid = [];
    private CallFault? _whyInvalid;
    private int _culprits;

    /// <param name="report">Collects what to report about it.</param>
    /// <param name="items">The expected number of items.</param>
    public Batch(CallReport<TRecord> report, int items)
    {
        Report = report;
        Records = new(items);
        ToSend = new(items);
    }

    /// <summary>Every item of the stretch, in input order.</summary>
    public List<TRecord> Records { get; }

    /// <summary>The items to send.</summary>
    public List<TRecord> ToSend { get; }

    /// <summary>How many items the checkpoint has in doubt.</summary>
    public int UnknownCount => _unknown.Count;

    /// <summary>Whether <see cref="ReportDecided"/> has errors to add.</summary>
    public bool HasErrors => _unknown.Count > 0 || _invalid.Count > 0;

    /// <summary>What to report about the stretch once its records are written.</summary>
    public CallReport<TRecord> Report { get; private set; }

    /// <summary>Completes, and never faults, when every item has its outcome.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

    /// <summary>Whether the intent to send is in the checkpoint.</summary>
    public bool Announced { get; set; }

    /// <summary>How many items were found to cause a refusal so far.</summary>
    public int Culprits => Volatile.Read(ref _culprits);

    public void CountCulprit() => Interlocked.Increment(ref _culprits);

    [MethodImpl(HotPath.Optimized)]
    public void Add(TRecord record, bool send)
    {
        Records.Add(record);
        if (send) ToSend.Add(record);
    }

    /// <summary>Adds an item whose outcome is in the checkpoint.</summary>
    public void AddKnown(TRecord record)
    {
        Records.Add(record);
        if (record.IsInDoubt) _unknown.Add(record.Id);
    }

    /// <summary>Adds an item that cannot be sent.</summary>
    public void AddInvalid(TRecord record, CallFault why)
    {
        Records.Add(record);
        Report.Mark([record], why);
        _invalid.Add(record.Id);
        _whyInvalid = why;
    }

    /// <summary>Reports one error for all items that the checkpoint has in doubt, and one for all that cannot be sent.</summary>
    public void ReportDecided()
    {
        if (_unknown.Count > 0) Report.Add(new CallFault(ErrorId.UnknownInCheckpoint, Remedy.Unknown, ""), _unknown.ToArray());
        if (_whyInvalid is { } why) Report.Add(why, _invalid.ToArray());
    }

    /// <summary>Returns a batch for each call, in input order. The report on the whole goes with the last.</summary>
    /// <param name="items">Items per call.</param>
    /// <param name="newBatch">Creates a batch.</param>
    public IReadOnlyList<Batch<TRecord>> Split(int items, Func<Batch<TRecord>> newBatch)
    {
        if (ToSend.Count <= items) return [this];
        var batches = new List<Batch<TRecord>> { newBatch() };
        int next = 0;
        foreach (TRecord record in Records)
        {
            bool send = next < ToSend.Count && ReferenceEquals(record, ToSend[next]);
            if (send && batches[batches.Count - 1].ToSend.Count == items) batches.Add(newBatch());
            batches[batches.Count - 1].Add(record, send);
            if (send) next++;
        }

        batches[batches.Count - 1].Report = Report;
        return batches;
    }

    /// <summary>The errors in input order: halves of a batch are searched concurrently, and report as they finish.</summary>
    public IReadOnlyList<EssException> OrderedErrors()
    {
        if (Report.Errors.Count < 2) return Report.Errors;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < Records.Count; i++) places[Records[i].Id] = i;
        return [.. Report.Errors.OrderBy(error => error.Ids.Count > 0 && places.TryGetValue(error.Ids[0], out int place) ? place : -1)];
    }

    /// <summary>Drops the items of a call that the user declined: they stay out of the output.</summary>
    public void Decline()
    {
        var declined = new HashSet<TRecord>(ToSend);
        Records.RemoveAll(declined.Contains);
        ToSend.Clear();
    }
}
