using System;
using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EssReminds.Emulator;

/// <summary>An answer while it is being written. It is used again by later calls, so it allocates next to nothing.</summary>
internal sealed class AnswerBuffer
{
    private static readonly JsonEncodedText Response = JsonEncodedText.Encode("Response");
    private static readonly JsonEncodedText RequestId = JsonEncodedText.Encode("RequestId");
    private static readonly JsonEncodedText Error = JsonEncodedText.Encode("Error");
    private static readonly JsonEncodedText Code = JsonEncodedText.Encode("Code");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("Message");
    private static readonly JsonEncodedText RemindFlowRecords = JsonEncodedText.Encode("RemindFlowRecords");
    private static readonly JsonEncodedText CanRemind = JsonEncodedText.Encode("CanRemind");
    private static readonly JsonEncodedText FlowId = JsonEncodedText.Encode("FlowId");
    private static readonly JsonEncodedText RemindMessage = JsonEncodedText.Encode("RemindMessage");

    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly ArrayBufferWriter<byte> _message = new(256);
    private readonly Utf8JsonWriter _json;

    public AnswerBuffer() => _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions
    {
        // Like the service: Chinese as it is, not as escapes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    public ReadOnlyMemory<byte> Body => _bytes.WrittenMemory;

    /// <summary>The code of the error that was written, or null.</summary>
    public string? ErrorCode { get; private set; }

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        ErrorCode = null;
    }

    public void WriteError(ServiceError error, bool english)
    {
        Clear();
        ErrorCode = error.Code;
        _json.WriteStartObject();
        _json.WriteStartObject(Response);
        _json.WriteStartObject(Error);
        _json.WriteString(Code, error.Code);
        _json.WriteString(Message, english ? error.English : error.Chinese);
        _json.WriteEndObject();
        End();
    }

    /// <summary>Replaces the answer by one that was put together elsewhere.</summary>
    public void Replace(ReadOnlySpan<byte> body)
    {
        Clear();
        _bytes.Write(body);
    }

    public void StartRecords()
    {
        _json.WriteStartObject();
        _json.WriteStartObject(Response);
        _json.WriteStartArray(RemindFlowRecords);
    }

    public void EndRecords()
    {
        _json.WriteEndArray();
        End();
    }

    public void StartMessage() => _message.ResetWrittenCount();

    public void AddToMessage(ReadOnlySpan<byte> signer, SignerOutcome outcome)
    {
        _message.Write(ReminderTexts.Signer);
        _message.Write(signer);
        _message.Write(ReminderTexts.AfterName);
        _message.Write(ReminderTexts.After(outcome));
    }

    public void EndRecord(ReadOnlySpan<byte> flowId, bool canRemind) => AddRecord(flowId, canRemind, _message.WrittenSpan);

    public void AddRecord(ReadOnlySpan<byte> flowId, FixedRecord record) =>
        AddRecord(flowId, record.CanRemind, Encoding.UTF8.GetBytes(record.RemindMessage));

    private void AddRecord(ReadOnlySpan<byte> flowId, bool canRemind, ReadOnlySpan<byte> message)
    {
        _json.WriteStartObject();
        _json.WriteBoolean(CanRemind, canRemind);
        _json.WriteString(FlowId, flowId);
        _json.WriteString(RemindMessage, message);
        _json.WriteEndObject();
    }

    private void End()
    {
        Span<byte> id = stackalloc byte[36];
        Guid.NewGuid().TryFormat(id, out _);
        _json.WriteString(RequestId, id);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
    }
}
