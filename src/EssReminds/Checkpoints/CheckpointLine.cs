using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>One line of a checkpoint: the header, an intent (the items of a call that is about to go out) or the record of an item. Never a secret.</summary>
internal sealed class CheckpointLine<TRecord>
    where TRecord : class, IItemRecord
{
    private static readonly JsonTypeInfo<TRecord> RecordJson = (JsonTypeInfo<TRecord>)CheckpointJson.Lines.GetTypeInfo(typeof(TRecord))!;

    private CheckpointLine()
    {
    }

    public CheckpointHeader? Header { get; private init; }

    /// <summary>Items of which a call is about to go out.</summary>
    public string[]? Sending { get; private init; }

    public TRecord? Record { get; private init; }

    /// <summary>Reads the first line; null where the bytes are none. Of a header of another version only the version is read.</summary>
    public static CheckpointLine<TRecord>? TryParseHeader(ReadOnlySpan<byte> text)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, CheckpointJson.Default.CheckpointVersion)?.Checkpoint is not { } version) return null;
            CheckpointHeader? header = version == CheckpointHeader.FormatVersion
                ? JsonSerializer.Deserialize(text, CheckpointJson.Lines.CheckpointHeader)
                : new CheckpointHeader { Checkpoint = version };
            return header is null ? null : new() { Header = header };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads a line behind the first; null where the bytes are none.</summary>
    public static CheckpointLine<TRecord>? TryParse(ReadOnlySpan<byte> text)
    {
        try
        {
            if (!IsIntent(text))
                return JsonSerializer.Deserialize(text, RecordJson) is { } read && IsId(read.Id) ? new() { Record = Complete(read) } : null;

            string[]? sending = JsonSerializer.Deserialize(text, CheckpointJson.Lines.CheckpointIntent)?.Sending;
            return sending is not null && Array.TrueForAll(sending, IsId) ? new() { Sending = sending } : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static void WriteRecord(Stream stream, TRecord record) => CheckpointText.Write(stream, record, RecordJson);

    /// <summary>Adds what the file does not say, since its error code says it.</summary>
    private static TRecord Complete(TRecord record)
    {
        if (record.ErrorCode is { } code) record.ErrorId = ErrorCatalog.IdOf(code);
        return record;
    }

    private static bool IsIntent(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text);
        return json.Read() && json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("Sending"u8);
    }

    private static bool IsId(string? id) => id is not null && FlowIds.MayBeRecorded(id);
}

/// <summary>What is written into a checkpoint whatever its items are.</summary>
internal static class CheckpointText
{
    private static readonly byte[] LineEnd = [(byte)'\n'];
    private static readonly byte[] HeaderStart = Encoding.UTF8.GetBytes("{\"Checkpoint\":");

    public static void WriteHeader(Stream stream, CheckpointHeader header) => Write(stream, header, CheckpointJson.Lines.CheckpointHeader);

    public static void WriteIntent(Stream stream, string[] ids) =>
        Write(stream, new CheckpointIntent { Sending = ids }, CheckpointJson.Lines.CheckpointIntent);

    public static void WriteLineEnd(Stream stream) => stream.Write(LineEnd, 0, LineEnd.Length);

    public static void Write<T>(Stream stream, T line, JsonTypeInfo<T> json)
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, line, json);
        WriteLineEnd(stream);
    }

    /// <summary>Whether bytes may be what is left of a header that was being written.</summary>
    public static bool MayBeHeader(ReadOnlySpan<byte> line, byte[] buffer) =>
        line.StartsWith(HeaderStart) || HeaderStart.AsSpan().StartsWith(line)
        || Array.TrueForAll(buffer, b => b is 0); // room taken, and never filled
}

/// <summary>Items of which a call is about to go out.</summary>
internal sealed class CheckpointIntent
{
    public string[]? Sending { get; set; }
}

/// <summary>What a header of any version says.</summary>
internal sealed class CheckpointVersion
{
    public int? Checkpoint { get; set; }
}

[JsonSerializable(typeof(CheckpointHeader))]
[JsonSerializable(typeof(CheckpointVersion))]
[JsonSerializable(typeof(CheckpointIntent))]
[JsonSerializable(typeof(RemindFlowRecord))]
[JsonSerializable(typeof(RemindFlowGroupRecord))]
internal sealed partial class CheckpointJson : JsonSerializerContext
{
    /// <summary>How lines are written and read: what is not known is damage.</summary>
    public static readonly CheckpointJson Lines = new(new JsonSerializerOptions
    {
        // Chinese stays greppable; control characters are escaped all the same.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });
}
