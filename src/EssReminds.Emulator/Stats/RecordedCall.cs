using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>A request as received, and its result, which is filled in while the call is answered.</summary>
public sealed class RecordedCall
{
    /// <summary>The number of the call, from one; 0 for requests that are not calls.</summary>
    public int Number { get; internal set; }

    /// <summary>The request's method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query.</summary>
    public required string Path { get; init; }

    /// <summary>The headers; names are case-insensitive.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>When the request arrived, since the emulator's start.</summary>
    public TimeSpan Arrived { get; init; }

    /// <summary>When the request arrived, by the emulator's clock.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The action named in the header.</summary>
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

    /// <summary>The error code in the answer; null where it is not an error.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>The name of the injected fault; null for none.</summary>
    public string? Fault { get; internal set; }

    /// <summary>Copies the fields of the body.</summary>
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
