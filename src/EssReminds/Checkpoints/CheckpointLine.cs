using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>
/// One line of a checkpoint: the header, an intent (the items of a call about to be sent) or the record of an item. Never contains a
/// secret.
/// </summary>
internal sealed class CheckpointLine<TRecord>
    where TRecord : class, IItemRecord
{
    private static readonly JsonTypeInfo<TRecord> RecordJson = (JsonTypeInfo<TRecord>)CheckpointJson.Lines.GetTypeInfo(typeof(TRecord))!;
    private static readonly JsonTypeInfo<TRecord> BriefJson = (JsonTypeInfo<TRecord>)CheckpointJson.BriefLines.GetTypeInfo(typeof(TRecord));

    private CheckpointLine()
    {
    }

    public CheckpointHeader? Header { get; private init; }

    /// <summary>The items of a call that is about to be sent.</summary>
    public string[]? Sending { get; private init; }

    /// <summary>When the intent was written; null in a file of version 1.</summary>
    public DateTime? SendingTime { get; private init; }

    public TRecord? Record { get; private init; }

    /// <summary>Parses the first line; null if it is malformed. Of another version's header only the version is read.</summary>
    public static CheckpointLine<TRecord>? TryParseHeader(ReadOnlySpan<byte> text)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, CheckpointJson.Default.CheckpointVersion)?.Checkpoint is not { } version) return null;
            CheckpointHeader? header = version is CheckpointHeader.FormatVersion or CheckpointHeader.UntimedVersion
                ? JsonSerializer.Deserialize(text, CheckpointJson.Lines.CheckpointHeader)
                : new CheckpointHeader { Checkpoint = version };
            return header is null ? null : new() { Header = header };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Parses any later line; null if it is malformed.</summary>
    public static CheckpointLine<TRecord>? TryParse(ReadOnlySpan<byte> text)
    {
        try
        {
            switch (FirstProperty(text))
            {
                case "Sending":
                    CheckpointIntent? intent = JsonSerializer.Deserialize(text, CheckpointJson.Lines.CheckpointIntent);
                    return intent?.Sending is { } sending && Array.TrueForAll(sending, IsId)
                        ? new() { Sending = sending, SendingTime = intent.Time }
                        : null;
                case "Checkpoint":
                    return TryParseHeader(text) is { Header.IsUpgrade: true } upgrade ? upgrade : null;
                default:
                    return JsonSerializer.Deserialize(text, RecordJson) is { } record && IsId(record.Id)
                        ? new() { Record = Complete(record) }
                        : null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static void WriteRecord(Stream stream, TRecord record) => CheckpointText.Write(stream, record, RecordJson);

    /// <summary>Writes the record without texts that may be long: what became of the item, and when.</summary>
    public static void WriteBriefRecord(Stream stream, TRecord record) => CheckpointText.Write(stream, record, BriefJson);

    /// <summary>Fills in what the file omits because the error code implies it.</summary>
    private static TRecord Complete(TRecord record)
    {
        if (record.ErrorCode is { } code) record.ErrorId = ErrorCatalog.IdOf(code);
        return record;
    }

    private static string? FirstProperty(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text);
        if (!json.Read() || !json.Read() || json.TokenType != JsonTokenType.PropertyName) return null;
        return json.ValueTextEquals("Sending"u8) ? "Sending" : json.ValueTextEquals("Checkpoint"u8) ? "Checkpoint" : "";
    }

    private static bool IsId(string? id) => id is not null && FlowIds.MayBeRecorded(id);
}

/// <summary>Writes what is the same in every checkpoint, whatever its items.</summary>
internal static class CheckpointText
{
    /// <summary>The byte that starts the first line of each append, and no other line.</summary>
    public const byte AppendStart = (byte)' ';

    private static readonly byte[] LineEnd = [(byte)'\n'];
    private static readonly byte[] HeaderStart = Encoding.UTF8.GetBytes("{\"Checkpoint\":");

    public static void WriteHeader(Stream stream, CheckpointHeader header) => Write(stream, header, CheckpointJson.Lines.CheckpointHeader);

    public static void WriteIntent(Stream stream, string[] ids, DateTime time) =>
        Write(stream, new CheckpointIntent { Sending = ids, Time = time }, CheckpointJson.Lines.CheckpointIntent);

    public static void WriteLineEnd(Stream stream) => stream.Write(LineEnd, 0, LineEnd.Length);

    public static void Write<T>(Stream stream, T line, JsonTypeInfo<T> json)
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, line, json);
        WriteLineEnd(stream);
    }

    /// <summary>Whether the bytes may be a partly written header.</summary>
    public static bool MayBeHeader(ReadOnlySpan<byte> line, byte[] buffer) =>
        line.StartsWith(HeaderStart) || HeaderStart.AsSpan().StartsWith(line)
        || Array.TrueForAll(buffer, b => b is 0); // allocated but never written
}

/// <summary>The items of a call that is about to be sent.</summary>
internal sealed class CheckpointIntent
{
    public string[]? Sending { get; set; }

    public DateTime? Time { get; set; }
}

/// <summary>What headers of all versions have in common.</summary>
internal sealed class CheckpointVersion
{
    public int? Checkpoint { get; set; }
}

/// <summary>Times in a file are UTC, to the millisecond.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture));
}

[JsonSerializable(typeof(CheckpointHeader))]
[JsonSerializable(typeof(CheckpointVersion))]
[JsonSerializable(typeof(CheckpointIntent))]
[JsonSerializable(typeof(RemindFlowRecord))]
[JsonSerializable(typeof(RemindFlowGroupRecord))]
internal sealed partial class CheckpointJson : JsonSerializerContext
{
    /// <summary>How lines are written and read: an unknown property counts as damage.</summary>
    public static readonly CheckpointJson Lines = new(new JsonSerializerOptions
    {
        // Chinese stays greppable; control characters are still escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new UtcTimeConverter() },
    });

    /// <summary>Lines of bounded length, which fit the room reserved for them.</summary>
    public static readonly JsonSerializerOptions BriefLines = new(Lines.Options)
    {
        TypeInfoResolver = Lines.WithAddedModifier(static type =>
        {
            foreach (JsonPropertyInfo property in type.Properties)
                property.ShouldSerialize = static (_, value) => value is string { Length: <= FlowIds.MaximumLength } or ValueType;
        }),
    };
}
