using EssReminds.Checkpoints;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>What a cmdlet's run consists of: action, options, output texts, checkpoint.</summary>
internal sealed class RunPlan<TRecord>
    where TRecord : class, IItemRecord
{
    /// <summary>The name of the progress bar's activity text.</summary>
    public required string Activity { get; init; }

    public required IBulkAction<TRecord> Action { get; init; }

    /// <summary>A second call for the items that need one; null where the action's answer is complete.</summary>
    public IFollowUpAction<TRecord>? FollowUp { get; init; }

    public required RunOptions Options { get; init; }

    public required IRunTally<TRecord> Tally { get; init; }

    /// <summary>The ShouldProcess texts; null for actions without confirmation.</summary>
    public IRunQuestion? Question { get; init; }

    /// <summary>The run's checkpoint; null for none.</summary>
    public Checkpoint<TRecord>? Checkpoint { get; init; }
}
