using System;
using System.Collections.Generic;
using EssReminds.Runs;

namespace EssReminds.Tests.Runs;

/// <summary>Collects what a run writes.</summary>
internal sealed class CollectedOutput<TRecord> : IRunOutput<TRecord>
{
    public List<TRecord> Records { get; } = [];

    public List<EssException> Failures { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<string> Details { get; } = [];

    /// <summary>Called for each record as it is written.</summary>
    public Action<TRecord> OnRecord { get; init; } = _ => { };

    public Func<IReadOnlyList<string>, bool> OnApprove { get; init; } = _ => true;

    /// <summary>Called whenever progress is reported, which a waiting run does all the time.</summary>
    public Action<RunTotals> OnProgress { get; init; } = _ => { };

    public Func<RunStream, StreamEffect> Effect { get; init; } = _ => StreamEffect.None;

    public StreamEffect EffectOf(RunStream stream) => Effect(stream);

    public bool Approve(IReadOnlyList<string> flowIds) => OnApprove(flowIds);

    public void Write(TRecord record)
    {
        OnRecord(record);
        Records.Add(record);
    }

    public void Write(EssException error) => Failures.Add(error);

    public void Warn(string text) => Warnings.Add(text);

    public void Detail(Func<string> text) => Details.Add(text());

    public void Progress(RunTotals totals) => OnProgress(totals);
}
