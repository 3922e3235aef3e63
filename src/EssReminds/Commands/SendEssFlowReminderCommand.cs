using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using EssReminds.Actions.Reminders;
using EssReminds.Checkpoints;
using EssReminds.Commands;
using EssReminds.Runs;

namespace EssReminds;

/// <summary>Send-EssFlowReminder: reminds the waiting signers of flows, and tells of each flow what became of it.</summary>
[Cmdlet(VerbsCommunications.Send, "EssFlowReminder", SupportsShouldProcess = true, DefaultParameterSetName = OnceSet)]
[OutputType(typeof(RemindFlowRecord))]
public sealed class SendEssFlowReminderCommand : PSCmdlet, IDisposable
{
    private const string OnceSet = "Once";
    private const string AgainSet = "Again";

    private readonly CancellationTokenSource _stop = new();
    private BulkRun<RemindFlowRecord>? _run;
    private RunOutput<RemindFlowRecord>? _output;
    private RunProgress? _progress;
    private RemindEmailMap _emails = new();
    private RemindTally _tally = new();
    private IdInput? _input;
    private Action<BulkRun<RemindFlowRecord>>? _readFlows; // made once: this runs for each id

    /// <summary>The flows whose signers are to be reminded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowIds")]
    [AllowNull, AllowEmptyCollection, AllowEmptyString]
    public PSObject? FlowId { get; set; }

    /// <summary>The connection to use instead of the session's own.</summary>
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

    /// <summary>The file that makes the run durable: the same command given again goes on where it stopped.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    [Parameter(ParameterSetName = AgainSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>How long after its last reminder a flow is reminded again.</summary>
    [Parameter(ParameterSetName = AgainSet, Mandatory = true)]
    [ValidateLeastTime]
    public TimeSpan? RemindAgainAfter { get; set; }

    /// <summary>How often a flow is reminded at most.</summary>
    [Parameter(ParameterSetName = AgainSet)]
    [ValidateRange(1, 100)]
    public int MaximumReminders { get; set; } = 3;

    /// <summary>The ways in which signers are reminded; by default the contract's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public EssRemindType[]? RemindType { get; set; }

    /// <summary>Mail addresses for single signers: a hashtable SignId = address, or objects with SignId, ApproverEmail and perhaps FlowId.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? RemindEmail { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EssConnection connection = SessionConnection.Require(this, Connection);
        try
        {
            _emails = RemindEmails.Read(RemindEmail ?? []);
            var action = new RemindAction(connection.Caller, RemindType?.Distinct().ToArray() ?? [], _emails);
            _progress = new RunProgress(this, IdInput.Total(this, FlowId), Clock.System, Texts.Get("ProgressActivity"));
            _tally = new RemindTally(CheckpointPath is not null);
            var question = new RemindQuestion(connection, RemindType ?? [], RemindEmail is not null);
            _output = new RunOutput<RemindFlowRecord>(this, _progress, _tally, action.Describe) { Question = question };
            _run = new BulkRun<RemindFlowRecord>(action, connection, Options(connection), _output, OpenCheckpoint(connection));
            _input = new IdInput(this, _run.Add, _run.Tell, nameof(FlowId), "FlowIds");
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
    protected override void ProcessRecord() => Run(_readFlows ??= _ => _input!.Read(FlowId));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Run(run =>
        {
            run.Complete();
            _input!.Complete();
            if (_emails.Missed(run.WasGiven) is { Count: > 0 } missed)
                WriteWarning(Printable.Text(Texts.Format("RemindEmailMissed", missed.Count, missed[0].Email.SignId, missed[0].FlowId)));
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

    private RunOptions Options(EssConnection connection) => new()
    {
        BatchSize = BatchSize,
        ThrottleLimit = ThrottleLimit,
        MaximumRetryCount = MaximumRetryCount,
        ResendUnknown = ResendUnknown,
        Clock = connection.Clock,
    };

    private Checkpoint<RemindFlowRecord>? OpenCheckpoint(EssConnection connection) => RunCheckpoint.Open(
        this, CheckpointPath, CheckpointHeader.Of<RemindFlowRecord>(connection), static id => new RemindFlowRecord(id),
        RunCheckpoint.Settings(this, connection, RemindAgainAfter, MaximumReminders), _stop.Token);

    private void Run(Action<BulkRun<RemindFlowRecord>> step)
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
