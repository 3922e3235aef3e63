using EssReminds.Checkpoints;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>What a cmdlet has its run do.</summary>
internal sealed class RunPlan<TRecord>
    where TRecord : class, IItemRecord
{
    /// <summary>The name of the text that tells on the progress bar what the run does.</summary>
    public required string Activity { get; init; }

    public required IBulkAction<TRecord> Action { get; init; }

    /// <summary>What is asked next of the items that need it; null where the action says all.</summary>
    public IFollowUpAction<TRecord>? FollowUp { get; init; }

    public required RunOptions Options { get; init; }

    public required IRunTally<TRecord> Tally { get; init; }

    /// <summary>What -Confirm asks; null for actions that ask nothing.</summary>
    public IRunQuestion? Question { get; init; }

    /// <summary>The run's memory; null where it needs none.</summary>
    public Checkpoint<TRecord>? Checkpoint { get; init; }
}
