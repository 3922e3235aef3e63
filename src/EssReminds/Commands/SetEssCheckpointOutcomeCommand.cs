using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using EssReminds.Checkpoints;
using EssReminds.Commands;
using EssReminds.Records;

namespace EssReminds;

/// <summary>Set-EssCheckpointOutcome: records what somebody found out about flows or groups whose outcome was Unknown.</summary>
[Cmdlet(VerbsCommon.Set, "EssCheckpointOutcome", SupportsShouldProcess = true, DefaultParameterSetName = FlowSet)]
[OutputType(typeof(RemindFlowRecord), typeof(RemindFlowGroupRecord))]
public sealed class SetEssCheckpointOutcomeCommand : PSCmdlet, IDisposable
{
    private const string FlowSet = "Flow";
    private const string GroupSet = "Group";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _given = [];

    /// <summary>The checkpoint file, as given to the run's -CheckpointPath.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The flows that were checked.</summary>
    [Parameter(
        ParameterSetName = FlowSet, Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] FlowId { get; set; } = [];

    /// <summary>The groups of flows that were checked, for a checkpoint of groups.</summary>
    [Parameter(ParameterSetName = GroupSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] FlowGroupId { get; set; } = [];

    /// <summary>Their actual outcome.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateSet(nameof(RemindOutcome.Reminded), nameof(RemindOutcome.NotReminded), nameof(RemindOutcome.Failed))]
    public string Outcome { get; set; } = "";

    /// <summary>Who says so; by default the user of this session.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SettledBy { get; set; }

    /// <summary>Emit the updated records.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Only collects: the pipeline may be reading the same file.</summary>
    protected override void ProcessRecord()
    {
        foreach (string id in ParameterSetName == GroupSet ? FlowGroupId : FlowId) _given.Add(FlowIds.Trim(id));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string outcome = Outcome = RemindOutcome.All.First(known => known.Equals(Outcome, StringComparison.OrdinalIgnoreCase));
        string by = SettledBy ?? Environment.UserName;
        DateTimeOffset now = Clock.System.UtcNow;
        if (ParameterSetName == GroupSet) Settle(static id => new RemindFlowGroupRecord(id), record => record.Settle(outcome, by, now));
        else Settle(static id => new RemindFlowRecord(id), record => record.Settle(outcome, by, now));
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void Settle<TRecord>(Func<string, TRecord> newRecord, Action<TRecord> settle)
        where TRecord : class, IItemRecord
    {
        var settings = new CheckpointSettings { Warn = text => WriteWarning(Printable.Text(text)) };
        try
        {
            string path = Paths.Resolve(this, Path);
            using Checkpoint<TRecord> checkpoint = Streams.IsWhatIf(this)
                ? Checkpoint<TRecord>.OpenForReading(path, null, newRecord, settings, _stop.Token)
                : Checkpoint<TRecord>.OpenToSettle(path, newRecord, settings, _stop.Token);
            foreach (string id in _given) Settle(checkpoint, id, settle);
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

    private void Settle<TRecord>(Checkpoint<TRecord> checkpoint, string id, Action<TRecord> settle)
        where TRecord : class, IItemRecord
    {
        if (checkpoint.FindDoubt(id) is null)
        {
            WriteError(ErrorRecords.Of(EssException.Of(ErrorId.NotInDoubt, Printable.Text(id), Path).About([id])));
            return;
        }

        string question = Printable.Text(Texts.Format("SettleAs", id, Outcome, Path));
        if (!ShouldProcess(question, question, Texts.Get("SettleCaption"))) return;
        TRecord? settled = checkpoint.Settle(id, settle);
        if (PassThru) WriteObject(settled);
    }
}
