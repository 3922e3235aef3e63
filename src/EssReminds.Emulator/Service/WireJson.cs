using System;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EssReminds.Emulator;

/// <summary>The JSON of all calls and answers, source-generated so that an emulator's first call is not slower than the rest.</summary>
[JsonSerializable(typeof(Envelope<ErrorAnswer>))]
[JsonSerializable(typeof(CreateFlowRemindsRequest))]
[JsonSerializable(typeof(Envelope<RemindFlowsAnswer>))]
[JsonSerializable(typeof(DescribeFlowsRequest))]
[JsonSerializable(typeof(Envelope<DescribeFlowBriefsAnswer>))]
[JsonSerializable(typeof(Envelope<DescribeFlowInfoAnswer>))]
[JsonSerializable(typeof(CreateFlowGroupRemindsRequest))]
[JsonSerializable(typeof(Envelope<CreateFlowGroupRemindsAnswer>))]
[JsonSerializable(typeof(GroupRecord[]))]
[JsonSerializable(typeof(EssBasicFlowsRequest))]
[JsonSerializable(typeof(Envelope<DescribeFlowDetailInfoAnswer>))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Like the service, does not escape Chinese characters.</summary>
    private static readonly JsonWriterOptions AsTheServiceWrites = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static ReadOnlyMemory<byte> Write<TAnswer>(TAnswer answer, JsonTypeInfo<Envelope<TAnswer>> type)
        where TAnswer : ServiceAnswer
    {
        var bytes = new ArrayBufferWriter<byte>(4 * 1024);
        // Setting the encoder in the serializer's options instead would halve the speed.
        using (var writer = new Utf8JsonWriter(bytes, AsTheServiceWrites))
        {
            JsonSerializer.Serialize(writer, new Envelope<TAnswer>(answer), type);
        }

        return bytes.WrittenMemory;
    }
}
