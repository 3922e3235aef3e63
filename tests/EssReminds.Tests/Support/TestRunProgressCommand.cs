using System;
using System.Management.Automation;
using EssReminds.Commands;

namespace EssReminds.Tests.Support;

/// <summary>Drives a run's progress bar with a test clock.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RunProgress")]
public sealed class TestRunProgressCommand : PSCmdlet
{
    /// <summary>An <c>Action&lt;RunProgress, TestClock&gt;</c>; the types are internal to their assemblies.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public object Body { get; set; } = "";

    [Parameter]
    public int? Total { get; set; }

    protected override void EndProcessing()
    {
        var clock = new TestClock();
        var progress = new RunProgress(this, Total, clock, EssReminds.Platform.Texts.Get("ProgressActivity"));
        ((Action<RunProgress, TestClock>)PSObject.AsPSObject(Body).BaseObject)(progress, clock);
    }
}
