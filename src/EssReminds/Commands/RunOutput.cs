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

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="details">Whether anybody reads the verbose stream.</param>
    public RunOutput(Cmdlet cmdlet, bool details) => (_cmdlet, _details) = (cmdlet, details);

    public bool Approve(IReadOnlyList<string> flowIds) => _cmdlet.ShouldProcess(FlowIds.Describe(flowIds));

    public void Write(RemindFlowRecord record) => _cmdlet.WriteObject(record);

    public void Write(RunFailure failure) => _cmdlet.WriteError(ErrorRecords.Of(failure));

    public void Warn(string text) => _cmdlet.WriteWarning(Printable.Text(text));

    public void Detail(Func<string> text)
    {
        if (_details) _cmdlet.WriteVerbose(Printable.Text(text()));
    }

    public void Progress(RunTotals totals)
    {
    }
}
