using System;
using System.Text.Json;

namespace EssReminds.Emulator;

/// <summary>Reads a call's body.</summary>
internal static class ReminderCallReader
{
    public static ServiceError? Read(ReadOnlySpan<byte> body, ServiceApi api, ReminderCall call)
    {
        call.Clear();
        try
        {
            var reader = new Utf8JsonReader(body);
            ServiceError? error = ReadMembers(ref reader, api, call);
            // Also finds what follows the closing brace.
            while (reader.Read()) { }
            return error ?? Check(call);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped half of a surrogate pair.
            return ServiceErrors.MalformedBody;
        }
    }

    private static ServiceError? Check(ReminderCall call)
    {
        if (call.UnknownParameter is { } name) return ServiceErrors.UnknownParameter(name);
        if (!call.HasOperator) return ServiceErrors.MissingOperator;
        if (call.UserId.Length == 0) return ServiceErrors.MissingUserId;
        return call.FlowIds.Sent switch
        {
            0 => ServiceErrors.MissingFlowId,
            > FlowIdList.Most => ServiceErrors.TooManyFlowIds,
            _ => null,
        };
    }

    private static ServiceError? ReadMembers(ref Utf8JsonReader reader, ServiceApi api, ReminderCall call)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        ServiceError? error = null;
        bool current = api == ServiceApi.Current;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("FlowIds"u8)) ReadFlowIds(ref reader, call);
            else if (reader.ValueTextEquals("Operator"u8)) ReadOperator(ref reader, call);
            else if (current && reader.ValueTextEquals("Agent"u8)) call.ProxyOrganizationId = ReadMember(ref reader, "ProxyOrganizationId"u8);
            else if (current && reader.ValueTextEquals("RemindTypes"u8)) error ??= ReadRemindTypes(ref reader, call);
            else if (current && reader.ValueTextEquals("RemindEmailInfos"u8)) ReadEmails(ref reader, call);
            else
            {
                call.UnknownParameter ??= reader.GetString();
                reader.Skip();
            }
        }

        return error;
    }

    private static void ReadFlowIds(ref Utf8JsonReader reader, ReminderCall call)
    {
        StartArray(ref reader);
        while (NextItem(ref reader)) Expect(reader.TokenType == JsonTokenType.String && call.FlowIds.Add(ref reader));
    }

    private static void ReadOperator(ref Utf8JsonReader reader, ReminderCall call)
    {
        call.HasOperator = true;
        call.UserId = ReadMember(ref reader, "UserId"u8) ?? "";
    }

    private static ServiceError? ReadRemindTypes(ref Utf8JsonReader reader, ReminderCall call)
    {
        ServiceError? error = null;
        StartArray(ref reader);
        while (NextItem(ref reader))
        {
            Expect(reader.TokenType == JsonTokenType.String);
            if (reader.ValueTextEquals("SMS"u8)) call.RemindTypes |= FlowNotifyType.Sms;
            else if (reader.ValueTextEquals("EMAIL"u8)) call.RemindTypes |= FlowNotifyType.Email;
            else error = ServiceErrors.UnsupportedNotifyType;
        }

        return error;
    }

    private static void ReadEmails(ref Utf8JsonReader reader, ReminderCall call)
    {
        StartArray(ref reader);
        while (NextItem(ref reader))
        {
            Expect(reader.TokenType == JsonTokenType.StartObject);
            string? signId = null, email = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("SignId"u8)) signId = ReadString(ref reader);
                else if (reader.ValueTextEquals("ApproverEmail"u8)) email = ReadString(ref reader);
                else reader.Skip();
            }

            Expect(!string.IsNullOrEmpty(signId) && !string.IsNullOrEmpty(email));
            call.Emails[signId!] = email!;
        }
    }

    /// <summary>Reads an object of which one string matters.</summary>
    private static string? ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        string? value = null;
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name)) value = ReadString(ref reader);
            else reader.Skip();
        }

        return value;
    }

    private static string ReadString(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.String);
        return reader.GetString()!;
    }

    private static void StartArray(ref Utf8JsonReader reader) => Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);

    private static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    private static void Expect(bool condition)
    {
        if (!condition) throw new JsonException();
    }
}
