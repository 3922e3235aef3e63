using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EssReminds.Records;

/// <summary>Outcomes by name; what is none is damage.</summary>
internal sealed class OutcomeJson : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            // The constant itself: a text of its own for each record of a file weighs.
            foreach (string outcome in RemindOutcome.All)
                if (reader.ValueTextEquals(outcome)) return outcome;
        }

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
