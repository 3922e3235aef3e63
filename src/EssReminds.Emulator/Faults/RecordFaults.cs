using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EssReminds.Emulator;

/// <summary>Faults in the records of a call that was carried out, for any action.</summary>
internal static class RecordFaults
{
    private const int HugeLength = 5 * 1024 * 1024;
    private const int Depth = 1000;
    private const string Mark = "@half-a-pair@";
    private const string Signer = "签署人 ";
    private const string ForeignId = "yDForeignForeignForeignForeignXX";

    /// <summary>The members whose values are texts for people.</summary>
    private static readonly HashSet<string> Texts =
        ["RemindMessage", "Reason", "FlowName", "FlowNames", "FlowMessage", "ApproveName", "ApproverName", "ApproveMessage"];

    public static readonly IReadOnlyList<Fault> All =
    [
        new("drop-record", CarryOut.Yes, "one record is missing", context => context.SendChangedAsync(
            (_, records) => records.RemoveAt(context.Pick(records.Count)))),
        new("double-record", CarryOut.Yes, "one record comes twice", context => context.SendChangedAsync(
            (_, records) => records.Add(records[context.Pick(records.Count)]!.DeepClone()))),
        new("foreign-record", CarryOut.Yes, "a record of a flow that nobody asked for", context => context.SendChangedAsync(
            (_, records) => records.Insert(0, Foreign(records[0]!)))),
        new("wrong-types", CarryOut.Yes, "strings are numbers, numbers and truth values are strings", context => context.SendChangedAsync(
            (_, records) => ForEach(records, SwapTypes))),
        new("lone-surrogate", CarryOut.Yes, "texts with half of a surrogate pair, escaped", context => context.SendChangedAsync(
            (_, records) => ForEach(records, record => Spoil(record, Mark)),
            text => text.Replace(Mark, @"\ud83d", StringComparison.Ordinal))),
        new("escape-sequences", CarryOut.Yes, "texts with a terminal's control sequences", context => context.SendChangedAsync(
            (_, records) => ForEach(records, record => Spoil(record, "\u001b[31m\u001b[2J\u0007\u202e")))),
        new("huge-body", CarryOut.Yes, "the right records and 5 MB more", context => context.SendChangedAsync(
            (response, _) => response["Padding"] = new string('x', HugeLength))),
        new("deep-json", CarryOut.Yes, "arrays nested a thousand deep", context => context.SendChangedAsync(
            (_, records) => records.Clear(),
            text => text.Replace(":[]", ":" + new string('[', Depth) + new string(']', Depth), StringComparison.Ordinal))),
    ];

    private static void ForEach(JsonArray records, Action<JsonObject> change)
    {
        foreach (JsonNode? record in records) change(record!.AsObject());
    }

    private static JsonNode Foreign(JsonNode record)
    {
        JsonNode foreign = record.DeepClone();
        if (foreign["FlowId"] is not null) foreign["FlowId"] = ForeignId;
        if (foreign["FlowIds"] is JsonArray ids) ids[0] = ForeignId;
        return foreign;
    }

    private static void SwapTypes(JsonObject record)
    {
        foreach ((string name, JsonNode? value) in record.ToArray())
        {
            record[name] = value?.GetValueKind() switch
            {
                JsonValueKind.String when name is not "FlowId" => 1,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
                _ => value?.DeepClone(),
            };
        }
    }

    private static void Spoil(JsonNode? node, string mark, bool isText = false)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? member) in members.ToArray()) Spoil(member, mark, Texts.Contains(name));
                break;
            case JsonArray items:
                foreach (JsonNode? item in items.ToArray()) Spoil(item, mark, isText);
                break;
            case JsonValue value when isText && value.TryGetValue(out string? text):
                // Goes into the signer's name where the message has one, so that the text about the signer stays recognizable.
                int at = text.StartsWith(Signer, StringComparison.Ordinal) ? Signer.Length : 0;
                value.ReplaceWith(text.Insert(at, mark));
                break;
        }
    }
}
