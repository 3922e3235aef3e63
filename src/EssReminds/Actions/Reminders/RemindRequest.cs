using System.Collections.Generic;
using System.Text.Json;
using EssReminds.Protocol;

namespace EssReminds.Actions.Reminders;

/// <summary>Writes the body of a call that reminds flows.</summary>
internal static class RemindRequest
{
    /// <summary>The service's limit of flow ids per call.</summary>
    public const int MaximumFlowIds = FlowIdsRequest.MaximumFlowIds;

    public static byte[] Write(
        Caller caller, IReadOnlyList<string> flowIds, IReadOnlyList<EssRemindType> types, IReadOnlyList<RemindEmail> emails) =>
        FlowIdsRequest.Write(caller, flowIds, json => WriteOptions(json, types, emails));

    private static void WriteOptions(Utf8JsonWriter json, IReadOnlyList<EssRemindType> types, IReadOnlyList<RemindEmail> emails)
    {
        if (types.Count > 0)
            FlowIdsRequest.WriteArray(json, "RemindTypes", types, static (json, type) => json.WriteStringValue(WireName(type)));

        if (emails.Count > 0)
            FlowIdsRequest.WriteArray(json, "RemindEmailInfos", emails, static (json, email) =>
            {
                json.WriteStartObject();
                json.WriteString("SignId", email.SignId);
                json.WriteString("ApproverEmail", email.ApproverEmail);
                json.WriteEndObject();
            });
    }

    private static string WireName(EssRemindType type) => type == EssRemindType.Sms ? "SMS" : "EMAIL";
}
