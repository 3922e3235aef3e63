using System.IO;
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

    /// <exception cref="JsonException">The bytes are no line of a checkpoint.</exception>
    public static CheckpointLine Parse(byte[] buffer, int start, int length) =>
        JsonSerializer.Deserialize(new System.ReadOnlySpan<byte>(buffer, start, length), Json.CheckpointLine) ?? throw new JsonException();

    public void WriteTo(Stream stream)
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, this, Json.CheckpointLine);
        stream.Write(LineEnd, 0, LineEnd.Length);
    }
}

[JsonSerializable(typeof(CheckpointLine))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
