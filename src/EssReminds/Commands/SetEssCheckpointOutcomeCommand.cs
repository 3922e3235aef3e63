using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using EssReminds.Checkpoints;
using EssReminds.Commands;
using EssReminds.Records;

namespace EssReminds;

/// <summary>Set-EssCheckpointOutcome: what somebody has found out about flows whose outcome was unknown.</summary>
[Cmdlet(VerbsCommon.Set, "EssCheckpointOutcome", SupportsShouldProcess = true)]
[OutputType(typeof(RemindFlowRecord))]
public sealed class SetEssCheckpointOutcomeCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Checkpoint<RemindFlowRecord>? _checkpoint;

    /// <summary>The file, as given to Send-EssFlowReminder -CheckpointPath.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The flows that were looked up.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] FlowId { get; set; } = [];

    /// <summary>What became of them.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateSet(nameof(RemindOutcome.Reminded), nameof(RemindOutcome.NotReminded), nameof(RemindOutcome.Failed))]
    public string Outcome { get; set; } = "";

    /// <summary>Who says so; by default the user of this session.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SettledBy { get; set; }

    /// <summary>Emits the records as they are known now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            var settings = new CheckpointSettings { Warn = text => WriteWarning(Printable.Text(text)) };
            _checkpoint = Checkpoint<RemindFlowRecord>.OpenToSettle(
                Paths.Resolve(this, Path), static id => new RemindFlowRecord(id), settings, _stop.Token);
        }
        catch (EssException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e, Path));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string outcome = RemindOutcome.All.First(known => known.Equals(Outcome, StringComparison.OrdinalIgnoreCase));
        foreach (string given in FlowId)
        {
            string id = FlowIds.Trim(given);
            try
            {
                Settle(id, outcome);
            }
            catch (EssException e)
            {
                ThrowTerminatingError(ErrorRecords.Of(e, Path));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Close();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _stop.Dispose();
    }

    private void Settle(string id, string outcome)
    {
        if (_checkpoint!.FindDoubt(id) is null)
        {
            WriteError(ErrorRecords.Of(EssException.Of(ErrorId.NotInDoubt, Printable.Text(id), Path).About([id])));
            return;
        }

        if (!ShouldProcess(Printable.Text(id), Texts.Format("SettleAs", outcome))) return;
        RemindFlowRecord? settled = _checkpoint.Settle(id, record => record.Settle(outcome, SettledBy ?? Environment.UserName, Clock.System.UtcNow));
        if (PassThru) WriteObject(settled);
    }

    private void Close()
    {
        _checkpoint?.Dispose();
        _checkpoint = null;
    }
}
