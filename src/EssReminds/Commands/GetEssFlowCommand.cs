using System;
using System.Management.Automation;
using System.Threading;
using EssReminds.Actions;
using EssReminds.Actions.Lookup;
using EssReminds.Commands;
using EssReminds.Runs;

namespace EssReminds;

/// <summary>Get-EssFlow: returns the state of contracts and, on request, their signers. It reminds nobody.</summary>
[Cmdlet(VerbsCommon.Get, "EssFlow")]
[OutputType(typeof(EssFlow))]
public sealed class GetEssFlowCommand : PSCmdlet, IDisposable
{
    private readonly CmdletRun<EssFlow> _run;

    /// <summary>Created by PowerShell, once per command.</summary>
    public GetEssFlowCommand() => _run = new CmdletRun<EssFlow>(this, nameof(FlowId), "FlowIds");

    /// <summary>The flows to look up.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowIds")]
    [AllowNull, AllowEmptyCollection, AllowEmptyString]
    public PSObject? FlowId { get; set; }

    /// <summary>Also get the signers of contracts that are still open.</summary>
    [Parameter]
    public SwitchParameter IncludeSigner { get; set; }

    /// <summary>The connection to use instead of the session's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public EssConnection? Connection { get; set; }

    /// <summary>Flows per call, 1 to 100.</summary>
    [Parameter]
    [ValidateRange(1, FlowIdsRequest.MaximumFlowIds)]
    public int BatchSize { get; set; } = FlowIdsRequest.MaximumFlowIds;

    /// <summary>The most calls in flight at once, 1 to 1000.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = RunOptions.DefaultThrottleLimit;

    /// <summary>How often to retry a call that got no answer, 0 to 100.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = RunOptions.DefaultMaximumRetryCount;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _run.Begin(Connection, FlowId, about: null, Plan);

    /// <inheritdoc/>
    protected override void ProcessRecord() => _run.Read(FlowId);

    /// <inheritdoc/>
    protected override void EndProcessing() => _run.Complete();

    /// <inheritdoc/>
    protected override void StopProcessing() => _run.Stop();

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    private RunPlan<EssFlow> Plan(EssConnection connection, CancellationToken cancellation)
    {
        LookupSteps steps = LookupSteps.For(connection.Caller, IncludeSigner);
        return new RunPlan<EssFlow>
        {
            Activity = "LookupActivity",
            Action = steps.First,
            FollowUp = steps.Next,
            Options = new RunOptions { BatchSize = BatchSize, ThrottleLimit = ThrottleLimit, MaximumRetryCount = MaximumRetryCount },
            Tally = new LookupTally(),
        };
    }
}
