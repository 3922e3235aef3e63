using System;
using System.Collections.Generic;
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
    private readonly List<string> _given = [];

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

    /// <summary>Only collects: what comes down the pipeline may come from the very file.</summary>
    protected override void ProcessRecord()
    {
        foreach (string id in FlowId) _given.Add(FlowIds.Trim(id));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string outcome = RemindOutcome.All.First(known => known.Equals(Outcome, StringComparison.OrdinalIgnoreCase));
        var settings = new CheckpointSettings { Warn = text => WriteWarning(Printable.Text(text)) };
        try
        {
            using Checkpoint<RemindFlowRecord> checkpoint = Checkpoint<RemindFlowRecord>.OpenToSettle(
                Paths.Resolve(this, Path), static id => new RemindFlowRecord(id), settings, _stop.Token);
            foreach (string id in _given) Settle(checkpoint, id, outcome);
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
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void Settle(Checkpoint<RemindFlowRecord> checkpoint, string id, string outcome)
    {
        if (checkpoint.FindDoubt(id) is null)
        {
            WriteError(ErrorRecords.Of(EssException.Of(ErrorId.NotInDoubt, Printable.Text(id), Path).About([id])));
            return;
        }

        string question = Printable.Text(Texts.Format("SettleAs", id, outcome, Path));
        if (!ShouldProcess(question, question, Texts.Get("SettleCaption"))) return;
        RemindFlowRecord? settled = checkpoint.Settle(id, record => record.Settle(outcome, SettledBy ?? Environment.UserName, Clock.System.UtcNow));
        if (PassThru) WriteObject(settled);
    }
}
