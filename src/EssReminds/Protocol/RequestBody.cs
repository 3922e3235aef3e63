using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EssReminds.Protocol;

/// <summary>Writes the body of a call: compact JSON, in the order of the documentation.</summary>
internal static class RequestBody
{
    // The default encoder would escape non-ASCII text, for use inside HTML; this body is sent and signed as plain UTF-8.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="caller">Who calls.</param>
    /// <param name="writeItems">Writes the items.</param>
    /// <param name="writeOptions">Writes the action's other parameters, after the caller; null for none.</param>
    [MethodImpl(HotPath.Optimized)]
    public static byte[] Write(Caller caller, Action<Utf8JsonWriter> writeItems, Action<Utf8JsonWriter>? writeOptions = null)
    {
        using var stream = new MemoryStream(4 * 1024);
        using (var json = new Utf8JsonWriter(stream, Compact))
        {
            json.WriteStartObject();
            caller.WriteFirst(json);
            writeItems(json);
            caller.WriteLast(json);
            writeOptions?.Invoke(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
