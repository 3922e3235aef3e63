using System;
using System.Management.Automation;
using System.Threading;
using EssReminds.Actions.Groups;
using EssReminds.Checkpoints;
using EssReminds.Commands;
using EssReminds.Runs;

namespace EssReminds;

/// <summary>Send-EssFlowGroupReminder: reminds the waiting signers of groups of flows and returns a record per group.</summary>
[Cmdlet(VerbsCommunications.Send, "EssFlowGroupReminder", SupportsShouldProcess = true, DefaultParameterSetName = OnceSet)]
[OutputType(typeof(RemindFlowGroupRecord))]
public sealed class SendEssFlowGroupReminderCommand : PSCmdlet, IDisposable
{
    private const string OnceSet = "Once";
    private const string AgainSet = "Again";

    private readonly CmdletRun<RemindFlowGroupRecord> _run;

    /// <summary>Created by PowerShell, once per command.</summary>
    public SendEssFlowGroupReminderCommand() =>
        _run = new CmdletRun<RemindFlowGroupRecord>(this, nameof(FlowGroupId), "FlowGroupIds");

    /// <summary>The groups of flows whose signers are to be reminded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowGroupIds")]
    [AllowNull, AllowEmptyCollection, AllowEmptyString]
    public PSObject? FlowGroupId { get; set; }

    /// <summary>The connection to use instead of the session's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public EssConnection? Connection { get; set; }

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

    /// <summary>How long after its last reminder a group is reminded again; at least a minute.</summary>
    [Parameter(ParameterSetName = AgainSet, Mandatory = true)]
    [ValidateMinimumTime]
    public TimeSpan? RemindAgainAfter { get; set; }

    /// <summary>The most reminders for a group, 1 to 100.</summary>
    [Parameter(ParameterSetName = AgainSet)]
    [ValidateRange(1, 100)]
    public int MaximumReminders { get; set; } = ReminderPolicy.DefaultMaximumReminders;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _run.Begin(Connection, FlowGroupId, CheckpointPath, Plan);

    /// <inheritdoc/>
    protected override void ProcessRecord() => _run.Read(FlowGroupId);

    /// <inheritdoc/>
    protected override void EndProcessing() => _run.Complete();

    /// <inheritdoc/>
    protected override void StopProcessing() => _run.Stop();

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    private RunPlan<RemindFlowGroupRecord> Plan(EssConnection connection, CancellationToken cancellation)
    {
        var action = new GroupAction(connection.Caller);
        return new RunPlan<RemindFlowGroupRecord>
        {
            Activity = "ProgressActivity",
            Action = action,
            Options = new RunOptions
            {
                BatchSize = action.MaximumItems,
                ThrottleLimit = ThrottleLimit,
                MaximumRetryCount = MaximumRetryCount,
                ResendUnknown = ResendUnknown,
            },
            Tally = new GroupTally(CheckpointPath is not null),
            Question = new RemindQuestion(connection, [EssRemindType.Sms], hasAddresses: false) { TotalText = "RemindGroupTotal" },
            Checkpoint = RunCheckpoint.Open(
                this, CheckpointPath, CheckpointHeader.Of<RemindFlowGroupRecord>(connection), static id => new RemindFlowGroupRecord(id),
                RunCheckpoint.Settings(this, connection, RemindAgainAfter, MaximumReminders), cancellation),
        };
    }
}
