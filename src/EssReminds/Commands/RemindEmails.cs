using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using EssReminds.Actions.Reminders;
using EssReminds.Records;

namespace EssReminds.Commands;

/// <summary>Parses -RemindEmail and validates it before anything is sent.</summary>
internal static class RemindEmails
{
    private const int LongestAddress = 254; // RFC 5321

    /// <exception cref="EssException">An entry is incomplete, has an invalid address, SignId or flow id, or repeats a signer.</exception>
    public static RemindEmailMap Read(IReadOnlyList<object?> entries)
    {
        var emails = new RemindEmailMap();
        var signers = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string? signId, string? address, string? flowId) in Flatten(entries))
        {
            if (string.IsNullOrEmpty(signId) || string.IsNullOrEmpty(address)) throw Invalid("RemindEmailIncomplete");
            if (!FlowIds.IsValid(signId!)) throw Invalid("RemindEmailSigner", Printable.Excerpt(signId!));
            if (!IsAddress(address!)) throw Invalid("RemindEmailAddress", Printable.Excerpt(address!));
            if (!signers.Add(signId!)) throw Invalid("RemindEmailTwice", signId);

            var email = new RemindEmail(signId!, address!);
            if (string.IsNullOrEmpty(flowId)) emails.Add(email);
            else if (FlowIds.IsValid(flowId!)) emails.Add(email, flowId!);
            else throw Invalid("RemindEmailFlow", Printable.Excerpt(flowId!));
        }

        return emails;
    }

    private static IEnumerable<(string? SignId, string? Address, string? FlowId)> Flatten(IReadOnlyList<object?> entries)
    {
        foreach (object? entry in entries)
        {
            if (entry is null) continue;
            var item = PSObject.AsPSObject(entry);
            if (item.BaseObject is not IDictionary table)
            {
                yield return Entry(
                    item.Properties["SignId"]?.Value, item.Properties["ApproverEmail"]?.Value, item.Properties["FlowId"]?.Value);
            }
            else if (table.Contains("SignId") && table.Contains("ApproverEmail"))
            {
                yield return Entry(table["SignId"], table["ApproverEmail"], table["FlowId"]);
            }
            else
            {
                foreach (DictionaryEntry pair in table) yield return Entry(pair.Key, pair.Value, null);
            }
        }
    }

    private static (string? SignId, string? Address, string? FlowId) Entry(object? signId, object? address, object? flowId) =>
        (Text(signId), Text(address), Text(flowId));

    private static string? Text(object? value) => value is null ? null : FlowIds.Trim(LanguagePrimitives.ConvertTo<string>(value));

    // Only the service can tell a deliverable address; this catches slips such as swapped columns.
    private static bool IsAddress(string address)
    {
        int at = address.IndexOf('@');
        if (at <= 0 || at != address.LastIndexOf('@') || address.Length > LongestAddress) return false;
        string domain = address.Substring(at + 1);
        return FlowIds.HasNoBlanks(address) && address.IndexOfAny(['<', '>', ',', ';', '"']) < 0
            && domain.IndexOf('.') > 0
            && !domain.EndsWith(".", StringComparison.Ordinal) && domain.IndexOf("..", StringComparison.Ordinal) < 0;
    }

    private static EssException Invalid(string text, params object?[] values) =>
        EssException.Of(ErrorId.RemindEmailInvalid, Texts.Format(text, values));
}
