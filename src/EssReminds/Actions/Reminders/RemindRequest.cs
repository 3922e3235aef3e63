using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EssReminds.Protocol;

namespace EssReminds.Actions.Reminders;

/// <summary>The body of a CreateFlowReminds call.</summary>
internal static class RemindRequest
{
    /// <summary>The service takes at most this many flow ids a call.</summary>
    public const int MaximumFlowIds = 100;

    public static byte[] Write(
        Caller caller, IReadOnlyList<string> flowIds, IReadOnlyList<EssRemindType> types, IReadOnlyList<RemindEmail> emails) =>
        RequestBody.Write(
            caller,
            json => WriteArray(json, "FlowIds", flowIds, static (json, id) => json.WriteStringValue(id)),
            json => WriteOptions(json, types, emails));

    private static void WriteOptions(Utf8JsonWriter json, IReadOnlyList<EssRemindType> types, IReadOnlyList<RemindEmail> emails)
    {
        if (types.Count > 0)
            WriteArray(json, "RemindTypes", types, static (json, type) => json.WriteStringValue(WireName(type)));

        if (emails.Count > 0)
            WriteArray(json, "RemindEmailInfos", emails, static (json, email) =>
            {
                json.WriteStartObject();
                json.WriteString("SignId", email.SignId);
                json.WriteString("ApproverEmail", email.ApproverEmail);
                json.WriteEndObject();
            });
    }

    [MethodImpl(HotPath.Optimized)]
    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < items.Count; i++) write(json, items[i]);
        json.WriteEndArray();
    }

    private static string WireName(EssRemindType type) => type == EssRemindType.Sms ? "SMS" : "EMAIL";
}
