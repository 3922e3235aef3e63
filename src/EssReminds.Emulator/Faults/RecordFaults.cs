using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace EssReminds.Emulator;

/// <summary>Faults in the records of a call that was carried out.</summary>
internal static class RecordFaults
{
    private const int HugeLength = 5 * 1024 * 1024;
    private const int Depth = 1000;
    private const string Mark = "@half-a-pair@";

    public static readonly IReadOnlyList<Fault> All =
    [
        new("drop-record", CarryOut.Yes, "one record is missing", scene => scene.SendChangedAsync(
            (_, records) => records.RemoveAt(scene.Pick(records.Count)))),
        new("double-record", CarryOut.Yes, "one record comes twice", scene => scene.SendChangedAsync(
            (_, records) => records.Add(records[scene.Pick(records.Count)]!.DeepClone()))),
        new("foreign-record", CarryOut.Yes, "a record of a flow that nobody asked for", scene => scene.SendChangedAsync(
            (_, records) => records.Insert(0, new JsonObject
            {
                ["CanRemind"] = true,
                ["FlowId"] = "yDForeignForeignForeignForeignXX",
                ["RemindMessage"] = "签署人 张三: 催办成功；",
            }))),
        new("wrong-types", CarryOut.Yes, "CanRemind is a string, RemindMessage a number", scene => scene.SendChangedAsync(
            (_, records) => ForEach(records, record => (record["CanRemind"], record["RemindMessage"]) = ("true", 1)))),
        new("lone-surrogate", CarryOut.Yes, "messages with half of a surrogate pair, escaped", scene => scene.SendChangedAsync(
            (_, records) => ForEach(records, record => record["RemindMessage"] = $"签署人 {Mark}: 催办成功；"),
            text => text.Replace(Mark, @"\ud83d", StringComparison.Ordinal))),
        new("escape-sequences", CarryOut.Yes, "messages with a terminal's control sequences", scene => scene.SendChangedAsync(
            (_, records) => ForEach(records, record => record["RemindMessage"] = "签署人 \u001b[31m张三\u001b[0m\u001b[2J\u0007\u202e: 催办成功；"))),
        new("huge-body", CarryOut.Yes, "the right records and 5 MB more", scene => scene.SendChangedAsync(
            (response, _) => response["Padding"] = new string('x', HugeLength))),
        new("deep-json", CarryOut.Yes, "arrays nested a thousand deep", scene => scene.SendAsync(
            """{"Response":{"RequestId":"deep","RemindFlowRecords":""" + new string('[', Depth) + new string(']', Depth) + "}}")),
    ];

    private static void ForEach(JsonArray records, Action<JsonObject> change)
    {
        foreach (JsonNode? record in records) change(record!.AsObject());
    }
}
