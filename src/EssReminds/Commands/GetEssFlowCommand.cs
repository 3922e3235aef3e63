using System;
using System.Management.Automation;
using EssReminds.Actions;
using EssReminds.Actions.Lookup;
using EssReminds.Commands;
using EssReminds.Runs;

namespace EssReminds;

/// <summary>Get-EssFlow: where contracts stand, and who still has to sign them. It reminds nobody.</summary>
[Cmdlet(VerbsCommon.Get, "EssFlow")]
[OutputType(typeof(EssFlow))]
public sealed class GetEssFlowCommand : PSCmdlet, IDisposable
{
    private BulkRun<EssFlow>? _run;
    private RunOutput<EssFlow>? _output;
    private RunProgress? _progress;
    private IdInput? _input;
    private Action<BulkRun<EssFlow>>? _readFlows; // made once: this runs for each id

    /// <summary>The flows to look up.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowIds")]
    [AllowNull, AllowEmptyCollection, AllowEmptyString]
    public PSObject? FlowId { get; set; }

    /// <summary>Asks for the signers of contracts that are still open, too.</summary>
    [Parameter]
    public SwitchParameter IncludeSigner { get; set; }

    /// <summary>The connection to use instead of the process's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public EssConnection? Connection { get; set; }

    /// <summary>Flows a call, 1 to 100.</summary>
    [Parameter]
    [ValidateRange(1, FlowIdsRequest.MaximumFlowIds)]
    public int BatchSize { get; set; } = FlowIdsRequest.MaximumFlowIds;

    /// <summary>Calls in flight at most.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 64;

    /// <summary>How often a call is sent again that gave no answer.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 10;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EssConnection connection = SessionConnection.Require(this, Connection);
        Look look = Look.By(connection.Caller, IncludeSigner);
        _progress = new RunProgress(this, IdInput.Total(this, FlowId), Clock.System, Texts.Get("LookupActivity"));
        _output = new RunOutput<EssFlow>(this, _progress, new LookupTally(), look.First.Describe);
        var options = new RunOptions { BatchSize = BatchSize, ThrottleLimit = ThrottleLimit, MaximumRetryCount = MaximumRetryCount };
        _run = new BulkRun<EssFlow>(look.First, connection, options, _output, checkpoint: null, look.Next);
        _input = new IdInput(this, _run.Add, _run.Tell, nameof(FlowId), "FlowIds");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(_readFlows ??= _ => _input!.Read(FlowId));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Run(run =>
        {
            run.Complete();
            _input!.Complete();
        });
        _output!.Summarize(_run!.Totals);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _run?.Stop();

    /// <summary>The one signal that every end of a pipeline gives: gives up whatever is still under way.</summary>
    public void Dispose()
    {
        _run?.Dispose();
        _progress?.Complete();
    }

    private void Run(Action<BulkRun<EssFlow>> step)
    {
        try
        {
            step(_run!);
        }
        catch (EssException e)
        {
            _output!.Summarize(_run!.Totals);
            ThrowTerminatingError(ErrorRecords.Of(e));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }
}
