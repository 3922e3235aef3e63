using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EssReminds.Protocol;

namespace EssReminds.Actions;

/// <summary>Writes the body of a call that takes flow ids.</summary>
internal static class FlowIdsRequest
{
    /// <summary>The service's limit of flow ids per call.</summary>
    public const int MaximumFlowIds = 100;

    public static byte[] Write(Caller caller, IReadOnlyList<string> flowIds, Action<Utf8JsonWriter>? writeOptions = null) =>
        RequestBody.Write(
            caller,
            json => WriteArray(json, "FlowIds", flowIds, static (json, id) => json.WriteStringValue(id)),
            writeOptions);

    [MethodImpl(HotPath.Optimized)]
    public static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < items.Count; i++) write(json, items[i]);
        json.WriteEndArray();
    }
}
