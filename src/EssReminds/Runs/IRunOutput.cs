using System;
using System.Collections.Generic;

namespace EssReminds.Runs;

/// <summary>Where a run tells what happens. All of it is called on the thread that feeds the run, and on no other.</summary>
internal interface IRunNotices
{
    void Warn(string text);

    /// <summary>A line for people who asked for details; made only where somebody did.</summary>
    void Detail(Func<string> text);
}

/// <summary>Where a run writes. All of it is called on the thread that feeds the run, and on no other.</summary>
internal interface IRunOutput<TRecord> : IRunNotices
{
    /// <summary>What writing to a stream does to the pipeline. Called from any thread.</summary>
    StreamEffect EffectOf(RunStream stream);

    /// <summary>Whether a call for these items may be made.</summary>
    bool Approve(IReadOnlyList<string> ids);

    void Write(TRecord record);

    void Write(EssException error);

    /// <summary>Called often; how often it is shown is the output's affair.</summary>
    void Progress(RunTotals totals);
}
