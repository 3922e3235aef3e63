using System;
using System.Collections.Generic;

namespace EssReminds.Runs;

/// <summary>Receives the notices of a run. Called only on the thread that feeds the run.</summary>
internal interface IRunNotices
{
    void Warn(string text);

    /// <summary>A line for users who asked for details; built only if somebody did.</summary>
    void Detail(Func<string> text);
}

/// <summary>Receives the output of a run. Called only on the thread that feeds the run, unless stated otherwise.</summary>
internal interface IRunOutput<TRecord> : IRunNotices
{
    /// <summary>What writing to a stream does to the pipeline. Called from any thread.</summary>
    StreamEffect EffectOf(RunStream stream);

    /// <summary>Whether a call for these items may be made.</summary>
    bool Approve(IReadOnlyList<string> ids);

    void Write(TRecord record);

    void Write(EssException error);

    /// <summary>Called often; the output decides how often to show it.</summary>
    void Progress(RunTotals totals);
}
