using System;

namespace EssReminds.Checkpoints;

/// <summary>How a run uses its checkpoint.</summary>
internal sealed class CheckpointSettings
{
    public Clock Clock { get; init; } = Clock.System;

    /// <summary>When items that were sent before are sent again; null for never.</summary>
    public ReminderPolicy? Policy { get; init; }

    /// <summary>Receives warnings about a file that can be used nevertheless.</summary>
    public Action<string> Warn { get; init; } = static _ => { };
}
