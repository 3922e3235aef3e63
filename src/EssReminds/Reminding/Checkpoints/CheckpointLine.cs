using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EssReminds.Reminding.Checkpoints;

/// <summary>
/// One line of a checkpoint: the header (Checkpoint, Endpoint, OperatorUserId), an intent (Sending) or an outcome (FlowId,
/// Outcome and what else a record says). Never a secret.
/// </summary>
internal sealed class CheckpointLine
{
    /// <summary>The version of the format that this module writes, and the only one that it reads.</summary>
    public const int FormatVersion = 1;

    private static readonly byte[] LineEnd = [(byte)'\n'];
    private static readonly byte[] HeaderStart = Encoding.UTF8.GetBytes("{\"Checkpoint\":");

    private static readonly CheckpointJson Json = new(new JsonSerializerOptions
    {
        // Chinese stays greppable; control characters are escaped all the same.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<RemindOutcome>(allowIntegerValues: false) },
    });

    /// <summary>The format's version; only the header has it.</summary>
    public int? Checkpoint { get; set; }

    public string? Endpoint { get; set; }
    public string? OperatorUserId { get; set; }
    public string? ProxyOrganizationId { get; set; }

    /// <summary>Flows of which a call is about to go out.</summary>
    public string[]? Sending { get; set; }

    public string? FlowId { get; set; }
    public RemindOutcome? Outcome { get; set; }
    public bool? CanRemind { get; set; }
    public string? RemindMessage { get; set; }
    public string? ErrorCode { get; set; }
    public string? ErrorMessage { get; set; }
    public string? RequestId { get; set; }

    public static CheckpointLine Of(RemindFlowRecord record) => new()
    {
        FlowId = record.FlowId,
        Outcome = record.Outcome,
        CanRemind = record.CanRemind,
        RemindMessage = record.RemindMessage,
        ErrorCode = record.ErrorCode,
        ErrorMessage = record.ErrorMessage,
        RequestId = record.RequestId,
    };

    /// <summary>Reads a line; null where the bytes are none. Of a header of another version only the version is read.</summary>
    public static CheckpointLine? TryParse(byte[] buffer, int start, int length, bool isHeader)
    {
        try
        {
            var text = new ReadOnlySpan<byte>(buffer, start, length);
            if (isHeader && JsonSerializer.Deserialize(text, CheckpointJson.Default.HeaderVersion)?.Checkpoint is var version and not FormatVersion)
                return version is null ? null : new CheckpointLine { Checkpoint = version };

            return JsonSerializer.Deserialize(text, Json.CheckpointLine) is { } line && line.IsSound(isHeader) ? line : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether bytes may be what is left of a header that was being written.</summary>
    public static bool MayBeHeader(byte[] buffer, int start, int length)
    {
        for (int i = 0; i < length && i < HeaderStart.Length; i++)
            if (buffer[start + i] != HeaderStart[i]) return Array.TrueForAll(buffer, b => b is 0); // room taken, and never filled

        return true;
    }

    public void WriteTo(Stream stream)
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, this, Json.CheckpointLine);
        WriteEndTo(stream);
    }

    public static void WriteEndTo(Stream stream) => stream.Write(LineEnd, 0, LineEnd.Length);

    private bool IsSound(bool isHeader) => isHeader ? Checkpoint is not null
        : Sending is not null ? FlowId is null && Array.TrueForAll(Sending, IsFlowId)
        : IsFlowId(FlowId) && Outcome is not null;

    private static bool IsFlowId(string? id) => id is { Length: > 0 } && FlowIds.IsValid(id);

    internal sealed class HeaderVersion
    {
        public int? Checkpoint { get; set; }
    }
}

[JsonSerializable(typeof(CheckpointLine))]
[JsonSerializable(typeof(CheckpointLine.HeaderVersion))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
