using System;
using System.Linq;
using EssReminds.Records;

namespace EssReminds.Commands;

/// <summary>A line with several fields that came as a text, and what to advise.</summary>
internal static class CsvLine
{
    private const int IdLength = 32; // of the service's ids in every sample; a shape to guess by, which it does not promise

    private static readonly char[] Delimiters = [',', '\t', ';'];

    /// <summary>The advice, with the command to give instead; null if the text is neither a line of a CSV file nor a list of ids.</summary>
    /// <param name="line">The first text that came, which cannot be an id: the file's header, or its first row where it has none.</param>
    /// <param name="names">The parameter that takes the ids, and other names that a column may have.</param>
    /// <param name="cmdlet">The cmdlet.</param>
    public static string? AdviceFor(string line, string[] names, string cmdlet)
    {
        if (line.IndexOfAny(Delimiters) < 0 || line[0] is '{' or '[') return null; // JSON is no CSV
        char delimiter = Delimiters.OrderByDescending(one => line.Count(c => c == one)).First();
        string[] fields = [.. line.Split(delimiter).Select(FlowIds.Trim)];
        if (Array.TrueForAll(fields, IsId)) return Texts.Format("IdsInALine", $"(Get-Content FILE) -split {Quoted(delimiter)} | {cmdlet}");
        return Texts.Format("CsvAsText", Printable.Text(CommandFor(fields, delimiter, names, cmdlet)));
    }

    private static string CommandFor(string[] fields, char delimiter, string[] names, string cmdlet)
    {
        string read = delimiter == ',' ? "Import-Csv FILE" : "Import-Csv FILE -Delimiter " + Quoted(delimiter);
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

    private static string Quoted(char delimiter) => delimiter == '\t' ? "\"`t\"" : $"'{delimiter}'";

    private static bool IsId(string field) => field.Length == IdLength && FlowIds.IsValid(field);
}
