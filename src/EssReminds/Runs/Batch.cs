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
/// A stretch of the input: the items for which the user is asked at once, then those of one call, and those between them that are
/// decided already.
/// </summary>
internal sealed class Batch<TRecord>
    where TRecord : class, IItemRecord
{
    private readonly List<string> _unknown = [];
    private readonly List<string> _invalid = [];
    private CallFault? _whyInvalid;
    private int _culprits;

    /// <param name="report">What is to be told about it.</param>
    /// <param name="items">How many items it will have, most likely.</param>
    public Batch(CallReport<TRecord> report, int items)
    {
        Report = report;
        Records = new(items);
        ToSend = new(items);
    }

    /// <summary>Every item of the stretch, in input order.</summary>
    public List<TRecord> Records { get; }

    /// <summary>The items that are to be sent.</summary>
    public List<TRecord> ToSend { get; }

    /// <summary>How many items the checkpoint knows to be in doubt.</summary>
    public int UnknownCount => _unknown.Count;

    /// <summary>Whether <see cref="ReportDecided"/> has errors to add.</summary>
    public bool HasErrors => _unknown.Count > 0 || _invalid.Count > 0;

    /// <summary>What is to be told about the stretch once its records are out.</summary>
    public CallReport<TRecord> Report { get; private set; }

    /// <summary>Completes, and never fails, when every item has its outcome.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

    /// <summary>Whether the checkpoint knows that the call goes out.</summary>
    public bool Announced { get; set; }

    /// <summary>Items found guilty of a refusal so far.</summary>
    public int Culprits => Volatile.Read(ref _culprits);

    public void CountCulprit() => Interlocked.Increment(ref _culprits);

    [MethodImpl(HotPath.Optimized)]
    public void Add(TRecord record, bool send)
    {
        Records.Add(record);
        if (send) ToSend.Add(record);
    }

    /// <summary>An item whose outcome stands in the checkpoint.</summary>
    public void AddKnown(TRecord record)
    {
        Records.Add(record);
        if (record.IsInDoubt) _unknown.Add(record.Id);
    }

    /// <summary>An item that cannot be sent.</summary>
    public void AddInvalid(TRecord record, CallFault why)
    {
        Records.Add(record);
        Report.Mark([record], why);
        _invalid.Add(record.Id);
        _whyInvalid = why;
    }

    /// <summary>One error for all items that the checkpoint knows to be in doubt, and one for all that cannot be sent.</summary>
    public void ReportDecided()
    {
        if (_unknown.Count > 0) Report.Add(new CallFault(ErrorId.UnknownInCheckpoint, Remedy.Unknown, ""), _unknown.ToArray());
        if (_whyInvalid is { } why) Report.Add(why, _invalid.ToArray());
    }

    /// <summary>A batch for each call, in input order. What is to be told about the whole goes with the last.</summary>
    /// <param name="items">Items a call.</param>
    /// <param name="newBatch">Makes a batch.</param>
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

    /// <summary>The errors in input order: halves of a batch are searched at once, and report as they end.</summary>
    public IReadOnlyList<EssException> OrderedErrors()
    {
        if (Report.Errors.Count < 2) return Report.Errors;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < Records.Count; i++) places[Records[i].Id] = i;
        return [.. Report.Errors.OrderBy(error => error.Ids.Count > 0 && places.TryGetValue(error.Ids[0], out int place) ? place : -1)];
    }

    /// <summary>The user said no to the call: its items stay out of the output.</summary>
    public void Decline()
    {
        var declined = new HashSet<TRecord>(ToSend);
        Records.RemoveAll(declined.Contains);
        ToSend.Clear();
    }
}
