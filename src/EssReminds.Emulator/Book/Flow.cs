using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>A flow that differs from the generated ones. Whatever is left open is generated from its id.</summary>
public sealed record Flow
{
    /// <summary>Its id, case-sensitive.</summary>
    public required string FlowId { get; init; }

    /// <summary>Its state.</summary>
    public FlowStatus Status { get; init; } = FlowStatus.Waiting;

    /// <summary>The means by which its signers can be reminded.</summary>
    public FlowNotifyType NotifyType { get; init; } = FlowNotifyType.Sms;

    /// <summary>Its signers; if empty, they are generated from the id.</summary>
    public IReadOnlyList<FlowSigner> Signers { get; init; } = [];

    /// <summary>Its title.</summary>
    public string? Name { get; init; }

    /// <summary>Its description.</summary>
    public string? Description { get; init; }

    /// <summary>The type of contract.</summary>
    public string? Type { get; init; }

    /// <summary>Why it was rejected or cancelled.</summary>
    public string? Message { get; init; }

    /// <summary>The user id of its creator.</summary>
    public string? Creator { get; init; }

    /// <summary>The template that it was created from.</summary>
    public string? TemplateId { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>The signing deadline. Its passing does not change the status in the emulator.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The deadline relative to the emulator's start, so that a file does not become outdated.</summary>
    public TimeSpan? DeadlineIn { get; init; }

    /// <summary>The error code that every reminder call that includes this flow fails with; null for none.</summary>
    public string? Sinks { get; init; }

    /// <summary>A record to answer verbatim to a reminder, without reminding anybody.</summary>
    public FixedRecord? Record { get; init; }
}
