namespace EssReminds.Checkpoints;

/// <summary>The first line of a checkpoint: whose runs it remembers.</summary>
internal sealed class CheckpointHeader
{
    /// <summary>The version of the format that this module writes, and the only one that it reads.</summary>
    public const int FormatVersion = 1;

    /// <summary>The format's version.</summary>
    public int Checkpoint { get; set; } = FormatVersion;

    public string? Endpoint { get; set; }
    public string? OperatorUserId { get; set; }
    public string? ProxyOrganizationId { get; set; }
}
