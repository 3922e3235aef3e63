using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>A request as it came, and what became of it. The latter is filled in while the call is answered.</summary>
public sealed class RecordedCall
{
    /// <summary>The call's number, from one; 0 for requests that are no calls.</summary>
    public int Number { get; internal set; }

    /// <summary>The request's method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query.</summary>
    public required string Path { get; init; }

    /// <summary>Headers, by name whatever its case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>When the request arrived, since the emulator's start.</summary>
    public TimeSpan Arrived { get; init; }

    /// <summary>When the request arrived, by the emulator's calendar.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The action that the header names.</summary>
    public string Action { get; internal set; } = "";

    /// <summary>The Operator's UserId.</summary>
    public string? UserId { get; internal set; }

    /// <summary>The Agent's ProxyOrganizationId.</summary>
    public string? ProxyOrganizationId { get; internal set; }

    /// <summary>The distinct flow ids.</summary>
    public IReadOnlyList<string> FlowIds { get; internal set; } = [];

    /// <summary>The group of flows.</summary>
    public string? FlowGroupId { get; internal set; }

    /// <summary>Whether the call was carried out.</summary>
    public bool CarriedOut { get; internal set; }

    /// <summary>The code of the error that was answered.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>The fault that was injected.</summary>
    public string? Fault { get; internal set; }

    /// <summary>Takes up what the body says.</summary>
    internal void Fill(Call call)
    {
        CallFacts facts = CallFacts.Read(call.Body);
        Action = call.Action;
        Body = call.Body;
        UserId = facts.UserId;
        ProxyOrganizationId = facts.ProxyOrganizationId;
        FlowIds = facts.FlowIds;
        FlowGroupId = facts.FlowGroupId;
    }
}
