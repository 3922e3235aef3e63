using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using EssReminds.Records;

namespace EssReminds.Commands;

/// <summary>A line with several fields that came as a text, and what to advise.</summary>
internal static class CsvLine
{
    private const int IdLength = 32; // of the service's ids in every sample; a shape to guess by, which it does not promise

    private static readonly char[] Delimiters = [',', '\t', ';'];

    /// <summary>The advice, with the command to give instead; null if no command would give exactly the ids of such lines.</summary>
    /// <param name="line">The first text that came, which cannot be an id: the file's header, or its first row where it has none.</param>
    /// <param name="names">The parameter that takes the ids, and other names that a column may have.</param>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="isPiped">Whether the text was piped in, rather than given as an argument.</param>
    public static string? AdviceFor(string line, string[] names, string cmdlet, bool isPiped)
    {
        if (line.TrimStart()[0] is '{' or '[') return null; // JSON
        string[] words = [.. SplitAtNoId(line)];
        int ids = words.Count(IsId);
        if (ids > 1)
        {
            if (ids < words.Length) return null;
            const string split = "-split '[^\\w-]+'";
            return Texts.Format("IdsInALine", isPiped ? $"(Get-Content FILE) {split} | {cmdlet}" : $"{cmdlet} ($ids {split})");
        }

        if (line.IndexOfAny(Delimiters) < 0) return null;
        return Texts.Format("CsvAsText", Printable.Text(CommandFor(line, names, cmdlet)));
    }

    private static string CommandFor(string line, string[] names, string cmdlet)
    {
        char delimiter = Delimiters.OrderByDescending(one => line.Count(c => c == one)).First();
        string[] fields = [.. Split(line, delimiter).Select(FlowIds.Trim)];
        string read = "Import-Csv FILE" + delimiter switch { ',' => "", '\t' => " -Delimiter \"`t\"", _ => $" -Delimiter '{delimiter}'" };
        int place = Array.FindIndex(fields, IsId);
        if (place >= 0)
        {
            // No header: Import-Csv would take the first row for one, and its id would be lost.
            var columns = Enumerable.Range(1, place).Select(number => "Column" + number).Append(names[0]);
            return $"{read} -Header {string.Join(", ", columns)} | {cmdlet}";
        }

        if (fields.Any(field => names.Contains(field, StringComparer.OrdinalIgnoreCase))) return $"{read} | {cmdlet}";
        string column = ColumnNames.InScript(ColumnNames.LikeliestId([.. fields.Where(field => field.Length > 0)]));
        return $"{read} | {cmdlet} -{names[0]} {{ $_.{column} }}";
    }

    /// <summary>The fields of a line; a delimiter in quotes is part of its field.</summary>
    private static IEnumerable<string> Split(string line, char delimiter)
    {
        var field = new StringBuilder();
        bool isQuoted = false;
        foreach (char c in line)
        {
            if (c == '"') isQuoted = !isQuoted;
            if (c != delimiter || isQuoted)
            {
                field.Append(c);
                continue;
            }

            yield return field.ToString();
            field.Clear();
        }

        yield return field.ToString();
    }

    /// <summary>What stands between characters that no id has, as <c>-split '[^\w-]+'</c> does it.</summary>
    private static IEnumerable<string> SplitAtNoId(string line)
    {
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && (char.IsLetterOrDigit(line[i]) || line[i] is '-' or '_')) continue;
            if (i > start) yield return line.Substring(start, i - start);
            start = i + 1;
        }
    }

    private static bool IsId(string field) => field.Length == IdLength && FlowIds.IsValid(field);
}
