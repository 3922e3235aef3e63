using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace EssReminds.Tests.Commands;

/// <summary>A folder for the checkpoints of one test, and what stands in them, read without the module's own reader.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ess-checkpoint-").FullName;

    public string File => Path.Combine(Folder, "run.jsonl");

    /// <summary>The whole lines of the file. A run that is under way keeps it to itself.</summary>
    public IReadOnlyList<string> Lines => System.IO.File.Exists(File) ? [.. System.IO.File.ReadAllText(File).Split('\n').SkipLast(1)] : [];

    /// <summary>The flows that the file announces, in its order.</summary>
    public IReadOnlyList<string> Announced => [.. Lines.SelectMany(Sending)];

    /// <summary>The flows of which a call is announced and nothing is known since.</summary>
    public IReadOnlySet<string> InDoubt()
    {
        var doubt = new HashSet<string>();
        foreach (string line in Lines)
        {
            doubt.UnionWith(Sending(line));
            if (Text(line, "FlowId") is { } id) doubt.Remove(id);
        }

        return doubt;
    }

    /// <summary>The last outcome that the file names for a flow; null where it names none.</summary>
    public string? OutcomeOf(string id) => Lines.Where(line => Text(line, "FlowId") == id).Select(line => Text(line, "Outcome")).LastOrDefault();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string? Text(string line, string property) =>
        JsonDocument.Parse(line).RootElement.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;

    private static IEnumerable<string> Sending(string line) =>
        JsonDocument.Parse(line).RootElement.TryGetProperty("Sending", out JsonElement ids) ? ids.EnumerateArray().Select(id => id.GetString()!) : [];
}
