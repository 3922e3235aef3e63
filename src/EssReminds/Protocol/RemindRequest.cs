using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EssReminds.Protocol;

/// <summary>A way to reach a signer.</summary>
public enum EssRemindType
{
    /// <summary>A text message to the signer's mobile phone. <c>SMS</c> on the wire.</summary>
    Sms,

    /// <summary>A mail to the signer's address. <c>EMAIL</c> on the wire.</summary>
    Email,
}

/// <summary>The address at which one signer is mailed, instead of the contract's own.</summary>
internal sealed class RemindEmail
{
    public RemindEmail(string signId, string approverEmail) => (SignId, ApproverEmail) = (signId, approverEmail);

    public string SignId { get; }
    public string ApproverEmail { get; }
}

/// <summary>What all calls of a run have in common: everything in the body but the flow ids and their signers' addresses.</summary>
internal sealed class RemindParameters
{
    public string OperatorUserId { get; init; } = "";
    public string? ProxyOrganizationId { get; init; }
    public IReadOnlyList<EssRemindType> RemindTypes { get; init; } = [];
}

/// <summary>The body of a CreateFlowReminds call.</summary>
internal static class RemindRequest
{
    /// <summary>The service takes at most this many flow ids a call.</summary>
    public const int MaximumFlowIds = 100;

    // Names and addresses go out as the UTF-8 that they are: the body is signed, not embedded in a page.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compact JSON in the documentation's order. What is not asked for is absent, so that an older service takes it.</summary>
    [MethodImpl(Compile.Once)]
    public static byte[] Write(RemindParameters parameters, IReadOnlyList<string> flowIds, IReadOnlyList<RemindEmail>? emails = null)
    {
        using var stream = new MemoryStream(64 + 36 * flowIds.Count);
        using (var json = new Utf8JsonWriter(stream, Compact))
        {
            json.WriteStartObject();
            json.WriteStartObject("Operator");
            json.WriteString("UserId", parameters.OperatorUserId);
            json.WriteEndObject();
            WriteArray(json, "FlowIds", flowIds, static (json, id) => json.WriteStringValue(id));

            if (parameters.ProxyOrganizationId is { } organization)
            {
                json.WriteStartObject("Agent");
                json.WriteString("ProxyOrganizationId", organization);
                json.WriteEndObject();
            }

            if (parameters.RemindTypes.Count > 0)
                WriteArray(json, "RemindTypes", parameters.RemindTypes, static (json, type) => json.WriteStringValue(WireName(type)));

            if (emails is { Count: > 0 })
                WriteArray(json, "RemindEmailInfos", emails, static (json, email) =>
                {
                    json.WriteStartObject();
                    json.WriteString("SignId", email.SignId);
                    json.WriteString("ApproverEmail", email.ApproverEmail);
                    json.WriteEndObject();
                });

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    [MethodImpl(Compile.Once)]
    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < items.Count; i++) write(json, items[i]);
        json.WriteEndArray();
    }

    private static string WireName(EssRemindType type) => type == EssRemindType.Sms ? "SMS" : "EMAIL";
}
