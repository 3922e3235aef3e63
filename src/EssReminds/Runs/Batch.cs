using System.Collections.Generic;
using System.Threading.Tasks;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>A stretch of the input: at most one call's worth of items to send, and those between them that are decided already.</summary>
internal sealed class Batch<TRecord>
    where TRecord : class, IItemRecord
{
    private readonly List<string> _unknown = [];

    public Batch(CallReport<TRecord> report) => Report = report;

    /// <summary>Every item of the stretch, in input order.</summary>
    public List<TRecord> Records { get; } = new(100);

    /// <summary>The items that go into the call.</summary>
    public List<TRecord> ToSend { get; } = new(100);

    /// <summary>How many items the checkpoint knows to be in doubt.</summary>
    public int UnknownCount => _unknown.Count;

    /// <summary>What is to be told about the stretch once its records are out.</summary>
    public CallReport<TRecord> Report { get; }

    /// <summary>Completes, and never fails, when every item has its outcome.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

    /// <summary>Whether the checkpoint knows that the call goes out.</summary>
    public bool Announced { get; set; }

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

    /// <summary>One error for all items that the checkpoint knows to be in doubt.</summary>
    public void ReportUnknown()
    {
        if (_unknown.Count > 0) Report.Add(new CallFault(ErrorId.UnknownInCheckpoint, Remedy.Unknown, ""), _unknown.ToArray());
    }

    /// <summary>The user said no to the call: its items stay out of the output.</summary>
    public void Decline()
    {
        var declined = new HashSet<TRecord>(ToSend);
        Records.RemoveAll(declined.Contains);
        ToSend.Clear();
    }
}
