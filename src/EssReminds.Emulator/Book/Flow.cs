using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>A flow that differs from the generated ones. What is not said of it follows from its id.</summary>
public sealed record Flow
{
    /// <summary>Its id, case-sensitive.</summary>
    public required string FlowId { get; init; }

    /// <summary>Where it stands.</summary>
    public FlowStatus Status { get; init; } = FlowStatus.Waiting;

    /// <summary>By what ways its signers can be reminded.</summary>
    public FlowNotifyType NotifyType { get; init; } = FlowNotifyType.Sms;

    /// <summary>Its signers; where there are none, the generated ones of this id.</summary>
    public IReadOnlyList<FlowSigner> Signers { get; init; } = [];

    /// <summary>Its title.</summary>
    public string? Name { get; init; }

    /// <summary>A sentence about it.</summary>
    public string? Description { get; init; }

    /// <summary>What kind of contract it is.</summary>
    public string? Type { get; init; }

    /// <summary>Why it was rejected or cancelled.</summary>
    public string? Message { get; init; }

    /// <summary>The user id of whoever made it.</summary>
    public string? Creator { get; init; }

    /// <summary>The template that it was made from.</summary>
    public string? TemplateId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>Until when it can be signed. The emulator changes no status when it passes.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The same, counted from the emulator's start, so that a file does not grow old.</summary>
    public TimeSpan? DeadlineIn { get; init; }

    /// <summary>An error code that every call fails with that would remind this flow.</summary>
    public string? Sinks { get; init; }

    /// <summary>A record to answer word for word to a reminder, nobody reminded.</summary>
    public FixedRecord? Record { get; init; }
}
