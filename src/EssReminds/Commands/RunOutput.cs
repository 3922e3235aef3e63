using System;
using System.Collections.Generic;
using System.Management.Automation;
using EssReminds.Reminding;

namespace EssReminds.Commands;

/// <summary>Puts what a run tells on the streams of the cmdlet that runs it.</summary>
internal sealed class RunOutput : IRunOutput
{
    private readonly Cmdlet _cmdlet;
    private readonly bool _details;
    private readonly RunProgress _progress;

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="details">Whether anybody reads the verbose stream.</param>
    /// <param name="progress">The run's progress bar.</param>
    public RunOutput(Cmdlet cmdlet, bool details, RunProgress progress) => (_cmdlet, _details, _progress) = (cmdlet, details, progress);

    public bool Approve(IReadOnlyList<string> flowIds) => _cmdlet.ShouldProcess(Printable.Text(FlowIds.Describe(flowIds)));

    public void Write(RemindFlowRecord record) => _cmdlet.WriteObject(record);

    public void Write(RunFailure failure) => _cmdlet.WriteError(ErrorRecords.Of(failure));

    public void Warn(string text) => _cmdlet.WriteWarning(Printable.Text(text));

    public void Detail(Func<string> text)
    {
        if (_details) _cmdlet.WriteVerbose(Printable.Text(text()));
    }

    public void Progress(RunTotals totals) => _progress.Show(totals);

    /// <summary>The run's totals, for whoever asks for them, and never on the output stream.</summary>
    public void Summarize(RunTotals totals)
    {
        RemindSummary summary = totals.Summarize(_progress.Seconds);
        Detail(summary.ToString);
        _cmdlet.WriteInformation(summary, ["EssReminds"]);
    }
}
