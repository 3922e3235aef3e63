using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using EssReminds.Actions.Reminders;
using EssReminds.Checkpoints;
using EssReminds.Commands;
using EssReminds.Runs;

namespace EssReminds;

/// <summary>Send-EssFlowReminder: reminds the waiting signers of flows and returns a record per flow.</summary>
[Cmdlet(VerbsCommunications.Send, "EssFlowReminder", SupportsShouldProcess = true, DefaultParameterSetName = OnceSet)]
[OutputType(typeof(RemindFlowRecord))]
public sealed class SendEssFlowReminderCommand : PSCmdlet, IDisposable
{
    private const string OnceSet = "Once";
    private const string AgainSet = "Again";

    private readonly CmdletRun<RemindFlowRecord> _run;
    private RemindEmailMap _emails = new();

    /// <summary>Created by PowerShell, once per command.</summary>
    public SendEssFlowReminderCommand() => _run = new CmdletRun<RemindFlowRecord>(this, nameof(FlowId), "FlowIds");

    /// <summary>The flows whose signers are to be reminded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowIds")]
    [AllowNull, AllowEmptyCollection, AllowEmptyString]
    public PSObject? FlowId { get; set; }

    /// <summary>The connection to use instead of the session's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public EssConnection? Connection { get; set; }

    /// <summary>Flows per call, 1 to 100.</summary>
    [Parameter]
    [ValidateRange(1, RemindRequest.MaximumFlowIds)]
    public int BatchSize { get; set; } = RemindRequest.MaximumFlowIds;

    /// <summary>The most calls in flight at once, 1 to 1000.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = RunOptions.DefaultThrottleLimit;

    /// <summary>How often to retry a call that certainly was not carried out, 0 to 100.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = RunOptions.DefaultMaximumRetryCount;

    /// <summary>Also send items whose outcome is Unknown, at the risk of reminding people twice.</summary>
    [Parameter]
    public SwitchParameter ResendUnknown { get; set; }

    /// <summary>The checkpoint file: the same command given again continues where it stopped.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    [Parameter(ParameterSetName = AgainSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>How long after its last reminder a flow is reminded again; at least a minute.</summary>
    [Parameter(ParameterSetName = AgainSet, Mandatory = true)]
    [ValidateMinimumTime]
    public TimeSpan? RemindAgainAfter { get; set; }

    /// <summary>The most reminders for a flow, 1 to 100.</summary>
    [Parameter(ParameterSetName = AgainSet)]
    [ValidateRange(1, 100)]
    public int MaximumReminders { get; set; } = ReminderPolicy.DefaultMaximumReminders;

    /// <summary>The means by which signers are reminded (SMS, mail); by default each contract's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public EssRemindType[]? RemindType { get; set; }

    /// <summary>
    /// Mail addresses for individual signers: a hashtable SignId = address, or objects with SignId, ApproverEmail and FlowId.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? RemindEmail { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _run.Begin(Connection, FlowId, CheckpointPath, Plan);

    /// <inheritdoc/>
    protected override void ProcessRecord() => _run.Read(FlowId);

    /// <inheritdoc/>
    protected override void EndProcessing() => _run.Complete(WarnOfMissedEmails);

    /// <inheritdoc/>
    protected override void StopProcessing() => _run.Stop();

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    private RunPlan<RemindFlowRecord> Plan(EssConnection connection, CancellationToken cancellation)
    {
        _emails = RemindEmails.Read(RemindEmail ?? []);
        return new RunPlan<RemindFlowRecord>
        {
            Activity = "ProgressActivity",
            Action = new RemindAction(connection.Caller, RemindType?.Distinct().ToArray() ?? [], _emails),
            Options = new RunOptions
            {
                BatchSize = BatchSize,
                ThrottleLimit = ThrottleLimit,
                MaximumRetryCount = MaximumRetryCount,
                ResendUnknown = ResendUnknown,
            },
            Tally = new RemindTally(CheckpointPath is not null),
            Question = new RemindQuestion(connection, RemindType ?? [], RemindEmail is not null),
            Checkpoint = RunCheckpoint.Open(
                this, CheckpointPath, CheckpointHeader.Of<RemindFlowRecord>(connection), static id => new RemindFlowRecord(id),
                RunCheckpoint.Settings(this, connection, RemindAgainAfter, MaximumReminders), cancellation),
        };
    }

    private void WarnOfMissedEmails(BulkRun<RemindFlowRecord> run)
    {
        if (_emails.Missed(run.WasGiven) is { Count: > 0 } missed)
            WriteWarning(Printable.Text(Texts.Format("RemindEmailMissed", missed.Count, missed[0].Email.SignId, missed[0].FlowId)));
    }
}
