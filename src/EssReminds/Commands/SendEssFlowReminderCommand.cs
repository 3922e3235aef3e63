using System;
using System.Management.Automation;
using EssReminds.Connection;
using EssReminds.Protocol;
using EssReminds.Reminding;

namespace EssReminds.Commands;

/// <summary>Send-EssFlowReminder: reminds the waiting signers of flows, and tells of each flow what became of it.</summary>
[Cmdlet(VerbsCommunications.Send, "EssFlowReminder", SupportsShouldProcess = true)]
[OutputType(typeof(RemindFlowRecord))]
public sealed class SendEssFlowReminderCommand : PSCmdlet, IDisposable
{
    private ReminderRun? _run;

    /// <summary>The flows whose signers are to be reminded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowIds")]
    [AllowNull, AllowEmptyCollection, AllowEmptyString]
    public string?[]? FlowId { get; set; }

    /// <summary>The connection to use instead of the process's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public EssConnection? Connection { get; set; }

    /// <summary>Flows a call, 1 to 100.</summary>
    [Parameter]
    [ValidateRange(1, RemindRequest.MaximumFlowIds)]
    public int BatchSize { get; set; } = RemindRequest.MaximumFlowIds;

    /// <summary>Calls in flight at most.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 64;

    /// <summary>How often a call is sent again that surely was not carried out.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 10;

    /// <summary>Send again what was perhaps carried out, at the risk of reminding people twice.</summary>
    [Parameter]
    public SwitchParameter ResendUnknown { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EssConnection connection = SessionConnection.Require(this, Connection);
        var options = new RunOptions
        {
            Parameters = new RemindParameters
            {
                OperatorUserId = connection.OperatorUserId,
                ProxyOrganizationId = connection.ProxyOrganizationId,
            },
            BatchSize = BatchSize,
            ThrottleLimit = ThrottleLimit,
            MaximumRetryCount = MaximumRetryCount,
            ResendUnknown = ResendUnknown,
        };
        _run = new ReminderRun(connection, options, new RunOutput(this, Streams.WantsVerbose(this)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string? id in FlowId ?? []) Run(run => run.Add(id));
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(run => run.Complete());

    /// <inheritdoc/>
    protected override void StopProcessing() => _run?.Stop();

    /// <summary>The one signal that every end of a pipeline gives: gives up whatever is still under way.</summary>
    public void Dispose() => _run?.Dispose();

    private void Run(Action<ReminderRun> step)
    {
        try
        {
            step(_run!);
        }
        catch (RunEndedException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e.Failure));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }
}
