using System;
using System.Collections.Generic;
using EssReminds.Reminding;

namespace EssReminds.Tests.Reminding;

/// <summary>Collects what a run writes.</summary>
internal sealed class CheckpointOutput : IRunOutput
{
    public List<RemindFlowRecord> Records { get; } = [];

    public List<RunFailure> Failures { get; } = [];

    /// <summary>Called for each record as it is written.</summary>
    public Action<RemindFlowRecord> OnRecord { get; init; } = _ => { };

    public Func<IReadOnlyList<string>, bool> OnApprove { get; init; } = _ => true;

    public bool Approve(IReadOnlyList<string> flowIds) => OnApprove(flowIds);

    public void Write(RemindFlowRecord record)
    {
        OnRecord(record);
        Records.Add(record);
    }

    public void Write(RunFailure failure) => Failures.Add(failure);

    public void Warn(string text)
    {
    }

    public void Detail(Func<string> text)
    {
    }

    public void Progress(RunTotals totals)
    {
    }
}
