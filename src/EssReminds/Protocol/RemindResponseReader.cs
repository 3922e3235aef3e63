using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using static EssReminds.Protocol.RemindResponse;

namespace EssReminds.Protocol;

/// <summary>
/// Reads a <see cref="RemindResponse"/> token by token: a serializer takes longer for each answer, and in a fresh session
/// some 20 ms of processor time to be compiled. Members that are not known are passed over.
/// </summary>
internal ref struct RemindResponseReader
{
    private Utf8JsonReader _json;

    private RemindResponseReader(ReadOnlySpan<byte> text) => _json = new Utf8JsonReader(text);

    /// <returns>Null for JSON's null.</returns>
    /// <exception cref="JsonException">The text is no JSON, or none of this shape.</exception>
    /// <exception cref="InvalidOperationException">One of its strings is no text.</exception>
    public static RemindResponse? Read(ReadOnlySpan<byte> text)
    {
        var reader = new RemindResponseReader(text);
        reader._json.Read();
        RemindResponse? response = reader.Response();
        reader._json.Read(); // throws where anything follows
        return response;
    }

    private RemindResponse? Response()
    {
        if (!StartsObject()) return null;
        var response = new RemindResponse();
        while (NextMember())
        {
            if (Enters("Response"u8)) response.Response = Body();
            else if (Enters("code"u8)) response.GatewayCode = Number();
            else if (Enters("codeDesc"u8)) response.GatewayError = Text();
            else if (Enters("message"u8)) response.GatewayMessage = Text();
            else _json.Skip();
        }

        return response;
    }

    private ResponseBody? Body()
    {
        if (!StartsObject()) return null;
        var body = new ResponseBody();
        while (NextMember())
        {
            if (Enters("RemindFlowRecords"u8)) body.RemindFlowRecords = Records();
            else if (Enters("Error"u8)) body.Error = Error();
            else if (Enters("RequestId"u8)) body.RequestId = Text();
            else _json.Skip();
        }

        return body;
    }

    private ResponseError? Error()
    {
        if (!StartsObject()) return null;
        var error = new ResponseError();
        while (NextMember())
        {
            if (Enters("Code"u8)) error.Code = Text();
            else if (Enters("Message"u8)) error.Message = Text();
            else _json.Skip();
        }

        return error;
    }

    [MethodImpl(Compile.Once)]
    private List<ResponseRecord?>? Records()
    {
        if (!Starts(JsonTokenType.StartArray)) return null;
        var records = new List<ResponseRecord?>(RemindRequest.MaximumFlowIds);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray) records.Add(Record());
        return records;
    }

    [MethodImpl(Compile.Once)]
    private ResponseRecord? Record()
    {
        if (!StartsObject()) return null;
        var record = new ResponseRecord();
        while (NextMember())
        {
            if (Enters("CanRemind"u8)) record.CanRemind = Boolean();
            else if (Enters("FlowId"u8)) record.FlowId = Text();
            else if (Enters("RemindMessage"u8)) record.RemindMessage = Text();
            else _json.Skip();
        }

        return record;
    }

    private bool StartsObject() => Starts(JsonTokenType.StartObject);

    /// <summary>Whether such a value begins here; false for JSON's null.</summary>
    private readonly bool Starts(JsonTokenType type) =>
        _json.TokenType == type || (_json.TokenType != JsonTokenType.Null ? throw new JsonException() : false);

    private bool NextMember() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Goes on to the value of the member where it has this name.</summary>
    private bool Enters(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name) && _json.Read();

    private readonly string? Text() => _json.TokenType is JsonTokenType.String or JsonTokenType.Null ? _json.GetString() : throw new JsonException();

    private readonly bool? Boolean() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw new JsonException(),
    };

    private readonly int? Number() => _json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when _json.TryGetInt32(out int number) => number,
        _ => throw new JsonException(),
    };
}
