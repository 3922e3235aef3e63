using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using EssReminds.Emulator;
using EssReminds.Tests.Support;

namespace EssReminds.Tests.Commands;

/// <summary>A folder for the checkpoints of one test, whose content is read without the module's own reader.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ess-checkpoint-").FullName;

    public string File => Path.Combine(Folder, "run.jsonl");

    /// <summary>The complete lines of the file, which cannot be read while a run has it open.</summary>
    public IReadOnlyList<string> Lines =>
        System.IO.File.Exists(File) ? [.. System.IO.File.ReadAllText(File).Split('\n').SkipLast(1)] : [];

    /// <summary>The flows that the file announces, in its order.</summary>
    public IReadOnlyList<string> Announced => [.. Lines.SelectMany(Sending)];

    /// <summary>The flows that were announced without a later outcome, or whose outcome in the file is Unknown.</summary>
    public IReadOnlySet<string> InDoubt()
    {
        var doubt = new HashSet<string>();
        foreach (string line in Lines)
        {
            doubt.UnionWith(Sending(line));
            if (Text(line, "FlowId") is not { } id) continue;
            if (Text(line, "Outcome") == "Unknown") doubt.Add(id);
            else doubt.Remove(id);
        }

        return doubt;
    }

    /// <summary>The last outcome in the file of each flow that has one.</summary>
    public IReadOnlyDictionary<string, string> Outcomes
    {
        get
        {
            var outcomes = new Dictionary<string, string>();
            foreach (string line in Lines)
                if (Text(line, "FlowId") is { } id) outcomes[id] = Text(line, "Outcome")!;
            return outcomes;
        }
    }

    /// <summary>A file with three lines for each flow, the last of which supersedes the others: reminded some time ago.</summary>
    public static byte[] Reminded(EmulatorHost emulator, IReadOnlyList<string> ids, TimeSpan ago)
    {
        string endpoint = emulator.Address.GetLeftPart(UriPartial.Authority);
        string time = (DateTime.UtcNow - ago).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var text = new StringBuilder($$"""{"Checkpoint":2,"Endpoint":"{{endpoint}}","OperatorUserId":"{{Vectors.Operator}}"}""" + "\n");
        for (int n = 0; n < 3; n++)
        {
            foreach (string id in ids)
            {
                string line = $$"""{"FlowId":"{{id}}","Outcome":"Reminded","RemindMessage":"签署人 王五: 催办成功；","Time":"{{time}}"}""";
                text.Append(line).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string? Text(string line, string property) =>
        JsonDocument.Parse(line).RootElement.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;

    private static IEnumerable<string> Sending(string line) =>
        JsonDocument.Parse(line).RootElement.TryGetProperty("Sending", out JsonElement ids)
            ? ids.EnumerateArray().Select(id => id.GetString()!)
            : [];
}
