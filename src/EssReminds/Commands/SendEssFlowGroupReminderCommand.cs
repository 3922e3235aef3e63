using System;
using System.Management.Automation;
using System.Threading;
using EssReminds.Actions.Groups;
using EssReminds.Checkpoints;
using EssReminds.Commands;
using EssReminds.Runs;

namespace EssReminds;

/// <summary>Send-EssFlowGroupReminder: reminds the waiting signers of groups of flows, and tells of each group what became of it.</summary>
[Cmdlet(VerbsCommunications.Send, "EssFlowGroupReminder", SupportsShouldProcess = true, DefaultParameterSetName = OnceSet)]
[OutputType(typeof(RemindFlowGroupRecord))]
public sealed class SendEssFlowGroupReminderCommand : PSCmdlet, IDisposable
{
    private const string OnceSet = "Once";
    private const string AgainSet = "Again";

    private readonly CancellationTokenSource _stop = new();
    private GroupTally _tally = new(withCheckpoint: false);
    private BulkRun<RemindFlowGroupRecord>? _run;
    private RunOutput<RemindFlowGroupRecord>? _output;
    private RunProgress? _progress;
    private IdInput? _input;
    private Action<BulkRun<RemindFlowGroupRecord>>? _readGroups; // made once: this runs for each id

    /// <summary>The groups of flows whose signers are to be reminded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowGroupIds")]
    [AllowNull, AllowEmptyCollection, AllowEmptyString]
    public PSObject? FlowGroupId { get; set; }

    /// <summary>The connection to use instead of the session's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public EssConnection? Connection { get; set; }

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

    /// <summary>The file that makes the run durable: the same command given again goes on where it stopped.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    [Parameter(ParameterSetName = AgainSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>How long after its last reminder a group is reminded again.</summary>
    [Parameter(ParameterSetName = AgainSet, Mandatory = true)]
    [ValidateLeastTime]
    public TimeSpan? RemindAgainAfter { get; set; }

    /// <summary>How often a group is reminded at most.</summary>
    [Parameter(ParameterSetName = AgainSet)]
    [ValidateRange(1, 100)]
    public int MaximumReminders { get; set; } = 3;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EssConnection connection = SessionConnection.Require(this, Connection);
        try
        {
            var action = new GroupAction(connection.Caller);
            _progress = new RunProgress(this, IdInput.Total(this, FlowGroupId), Clock.System, Texts.Get("ProgressActivity"));
            _tally = new GroupTally(CheckpointPath is not null);
            var question = new RemindQuestion(connection, [EssRemindType.Sms], hasAddresses: false) { TotalText = "RemindGroupTotal" };
            _output = new RunOutput<RemindFlowGroupRecord>(this, _progress, _tally, action.Describe) { Question = question };
            _run = new BulkRun<RemindFlowGroupRecord>(action, connection, Options(action, connection), _output, OpenCheckpoint(connection));
            _input = new IdInput(this, _run.Add, _run.Tell, nameof(FlowGroupId), "FlowGroupIds");
            if (!Streams.IsWhatIf(this)) _run.AskFirst();
        }
        catch (EssException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e, CheckpointPath));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(_readGroups ??= _ => _input!.Read(FlowGroupId));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Run(run =>
        {
            run.Complete();
            _input!.Complete();
        });
        if (Streams.IsWhatIf(this)) _output!.ShowTotal();
        _output!.Summarize(_run!.Totals);
        if (_tally.NothingSent(_run.Totals) is { } text) WriteWarning(text);
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        _stop.Cancel(); // the reading of a long checkpoint, before there is a run
        _run?.Stop();
    }

    /// <summary>The one signal that every end of a pipeline gives: gives up whatever is still under way.</summary>
    public void Dispose()
    {
        _run?.Dispose();
        _progress?.Complete();
        _stop.Dispose();
    }

    private RunOptions Options(GroupAction action, EssConnection connection) => new()
    {
        BatchSize = action.MaximumItems,
        ThrottleLimit = ThrottleLimit,
        MaximumRetryCount = MaximumRetryCount,
        ResendUnknown = ResendUnknown,
        Clock = connection.Clock,
    };

    private Checkpoint<RemindFlowGroupRecord>? OpenCheckpoint(EssConnection connection) => RunCheckpoint.Open(
        this, CheckpointPath, CheckpointHeader.Of<RemindFlowGroupRecord>(connection), static id => new RemindFlowGroupRecord(id),
        RunCheckpoint.Settings(this, connection, RemindAgainAfter, MaximumReminders), _stop.Token);

    private void Run(Action<BulkRun<RemindFlowGroupRecord>> step)
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
