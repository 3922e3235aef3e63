using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace EssReminds.Emulator;

/// <summary>The fields of a body that scripts and records need; read from any action's body, even a malformed one.</summary>
internal sealed record CallFacts
{
    public string? UserId { get; private init; }

    public string? ProxyOrganizationId { get; private init; }

    /// <summary>Distinct.</summary>
    public IReadOnlyList<string> FlowIds { get; private init; } = [];

    public string? FlowGroupId { get; private init; }

    public static CallFacts Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            return new CallFacts
            {
                UserId = Text(Member(Member(root, "Operator"), "UserId")),
                ProxyOrganizationId = Text(Member(Member(root, "Agent"), "ProxyOrganizationId")),
                FlowIds = Member(root, "FlowIds") is { ValueKind: JsonValueKind.Array } ids
                    ? [.. ids.EnumerateArray().Select(id => Text(id)).OfType<string>().Distinct(StringComparer.Ordinal)]
                    : [],
                FlowGroupId = Text(Member(root, "FlowGroupId")),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate.
            return new CallFacts();
        }
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out JsonElement member) ? member : null;

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
