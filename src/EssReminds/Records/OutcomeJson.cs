using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EssReminds.Records;

/// <summary>Reads outcomes by name; any other value counts as damage to the file.</summary>
internal sealed class OutcomeJson : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            // Return the constant: a new string per record of a large file adds up.
            foreach (string outcome in RemindOutcome.All)
                if (reader.ValueTextEquals(outcome)) return outcome;
        }

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
