using System.Collections.Generic;
using System.Threading.Tasks;
using EssReminds.Protocol;

namespace EssReminds.Reminding;

/// <summary>A stretch of the input: at most one call's worth of flows to send, and those between them that are decided already.</summary>
internal sealed class Batch
{
    /// <summary>Every flow of the stretch, in input order.</summary>
    public List<RemindFlowRecord> Records { get; } = new(RemindRequest.MaximumFlowIds);

    /// <summary>The flows that go into the call.</summary>
    public List<RemindFlowRecord> ToSend { get; } = new(RemindRequest.MaximumFlowIds);

    /// <summary>The flows of which the checkpoint knows no more than that they were sent.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>What is to be told about the stretch once its records are out.</summary>
    public List<RunFailure> Failures { get; } = [];

    /// <summary>Completes, and never fails, when every flow has its outcome.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

    /// <summary>Whether the checkpoint knows that the call goes out.</summary>
    public bool Announced { get; set; }

    public void Add(RemindFlowRecord record, bool send)
    {
        Records.Add(record);
        if (send) ToSend.Add(record);
    }

    /// <summary>A flow whose outcome stands in the checkpoint.</summary>
    public void AddKnown(RemindFlowRecord record)
    {
        Records.Add(record);
        if (record.Outcome == RemindOutcome.Unknown) Unknown.Add(record.FlowId);
    }

    /// <summary>One error for all of <see cref="Unknown"/>.</summary>
    public void ReportUnknown()
    {
        if (Unknown.Count > 0) Failures.Add(new RunFailure(ErrorId.UnknownInCheckpoint, Unknown));
    }

    /// <summary>The user said no to the call: its flows stay out of the output.</summary>
    public void Decline()
    {
        var declined = new HashSet<RemindFlowRecord>(ToSend);
        Records.RemoveAll(declined.Contains);
        ToSend.Clear();
    }
}
