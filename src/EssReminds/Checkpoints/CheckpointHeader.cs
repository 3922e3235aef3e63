using System;
using System.Text.Json.Serialization;

namespace EssReminds.Checkpoints;

/// <summary>The first line of a checkpoint: whose runs it remembers.</summary>
internal sealed class CheckpointHeader
{
    /// <summary>The version of the format that this module writes.</summary>
    public const int FormatVersion = 2;

    /// <summary>The version whose lines bear no time; it is read, and written no more.</summary>
    public const int UntimedVersion = 1;

    /// <summary>The format's version.</summary>
    public int Checkpoint { get; set; } = FormatVersion;

    public string? Endpoint { get; set; }
    public string? OperatorUserId { get; set; }
    public string? ProxyOrganizationId { get; set; }

    /// <summary>When the lines were written that bear no time. Where a file of version 1 goes on, it stands in a second header.</summary>
    public DateTime? Untimed { get; set; }

    /// <summary>Whether a file of version 1 goes on by it.</summary>
    [JsonIgnore]
    public bool IsUpgrade => Checkpoint == FormatVersion && Untimed is not null;

    /// <summary>The header by which a file of version 1 goes on as one of ours.</summary>
    public CheckpointHeader Upgraded(DateTime untimed) => new()
    {
        Endpoint = Endpoint,
        OperatorUserId = OperatorUserId,
        ProxyOrganizationId = ProxyOrganizationId,
        Untimed = untimed,
    };
}
