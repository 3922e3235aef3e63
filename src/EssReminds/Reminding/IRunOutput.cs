using System;
using System.Collections.Generic;

namespace EssReminds.Reminding;

/// <summary>Where a run writes. All of it is called on the thread that feeds the run, and on no other.</summary>
internal interface IRunOutput
{
    /// <summary>Whether a call for these flows may be made.</summary>
    bool Approve(IReadOnlyList<string> flowIds);

    void Write(RemindFlowRecord record);

    void Write(RunFailure failure);

    void Warn(string text);

    /// <summary>A line for people who asked for details; made only where somebody did.</summary>
    void Detail(Func<string> text);

    /// <summary>Called often; how often it is shown is the output's affair.</summary>
    void Progress(RunTotals totals);
}
