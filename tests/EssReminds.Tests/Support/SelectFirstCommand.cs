using System;
using System.Management.Automation;

namespace EssReminds.Tests.Support;

/// <summary>
/// Ends a pipeline after its first object exactly as Select-Object -First does, which the bare engine does not have: by the
/// engine's own exception for that, which only its own modules can name.
/// </summary>
[Cmdlet(VerbsCommon.Select, "First")]
public sealed class SelectFirstCommand : PSCmdlet
{
    private static readonly Type Stop =
        typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What to do before the pipeline ends.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Then { get; set; } = null!;

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        Then.Invoke();
        throw (Exception)Activator.CreateInstance(Stop, this)!;
    }
}
