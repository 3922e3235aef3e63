using System;

namespace EssReminds.Checkpoints;

/// <summary>How a run uses its checkpoint.</summary>
internal sealed class CheckpointSettings
{
    public Clock Clock { get; init; } = Clock.System;

    /// <summary>When items are sent again that were sent before; null for never.</summary>
    public ReminderPolicy? Policy { get; init; }

    /// <summary>Takes what the user ought to know of the file, although it can be used.</summary>
    public Action<string> Warn { get; init; } = static _ => { };
}
