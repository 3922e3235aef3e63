using System;
using System.Collections.Generic;
using EssReminds.Runs;

namespace EssReminds.Tests.Checkpoints;

/// <summary>Collects what a run writes.</summary>
internal sealed class CheckpointOutput : IRunOutput<RemindFlowRecord>
{
    public List<RemindFlowRecord> Records { get; } = [];

    public List<EssException> Failures { get; } = [];

    /// <summary>Called for each record as it is written.</summary>
    public Action<RemindFlowRecord> OnRecord { get; init; } = _ => { };

    public Func<IReadOnlyList<string>, bool> OnApprove { get; init; } = _ => true;

    public StreamEffect EffectOf(RunStream stream) => StreamEffect.None;

    public bool Approve(IReadOnlyList<string> flowIds) => OnApprove(flowIds);

    public void Write(RemindFlowRecord record)
    {
        OnRecord(record);
        Records.Add(record);
    }

    public void Write(EssException error) => Failures.Add(error);

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
