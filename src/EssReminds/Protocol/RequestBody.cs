using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EssReminds.Protocol;

/// <summary>The body of a call: compact JSON in the documentation's order.</summary>
internal static class RequestBody
{
    // Names and addresses go out as the UTF-8 that they are: the body is signed, not embedded in a page.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="caller">Who calls.</param>
    /// <param name="writeItems">Writes what the call is about.</param>
    /// <param name="writeOptions">Writes what else the action takes, behind the caller; null for nothing.</param>
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
