using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EssReminds.Emulator;

/// <summary>The JSON file of flows and groups that differ from the generated ones.</summary>
internal sealed class FlowFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        AllowTrailingCommas = true,
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public IReadOnlyList<Flow> Flows { get; init; } = [];

    public IReadOnlyList<FlowGroup> Groups { get; init; } = [];

    public IReadOnlyList<string> ForbiddenFlows { get; init; } = [];

    public IReadOnlyList<string> UnknownFlows { get; init; } = [];

    public IReadOnlyList<string> UnknownPrefixes { get; init; } = [];

    /// <exception cref="InvalidDataException">The file cannot be read or is malformed; the message says where.</exception>
    public static FlowFile Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<FlowFile>(stream, Format)
                ?? throw new InvalidDataException($"The flow file '{path}' is empty.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The flow file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
