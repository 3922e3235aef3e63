using System.Text.Json.Serialization;

namespace EssReminds.Emulator;

/// <summary>The JSON of the statistics, source-generated so that the first request for them is not slower than the rest.</summary>
[JsonSerializable(typeof(EmulatorStats))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class StatsJson : JsonSerializerContext;
