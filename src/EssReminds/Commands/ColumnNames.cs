using System;
using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Commands;

/// <summary>The names of columns and properties, in a line to be copied.</summary>
internal static class ColumnNames
{
    private const int LongestName = 40;

    /// <summary>The name that most probably is the id's, going by the name alone.</summary>
    public static string LikeliestId(IReadOnlyList<string> names) =>
        names.FirstOrDefault(name => Has(name, "合同") && (Has(name, "ID") || Has(name, "编号")))
        ?? names.FirstOrDefault(name => Has(name, "flow") && Has(name, "id"))
        ?? names.FirstOrDefault(name => name.EndsWith("id", StringComparison.OrdinalIgnoreCase) || Has(name, "编号"))
        ?? names[0];

    /// <summary>The name as a script writes it behind a dot; NAME where it is too long or strange to be copied.</summary>
    public static string InScript(string name)
    {
        if (name.Length > LongestName || Printable.Text(name) != name) return "NAME";
        return name.All(c => char.IsLetterOrDigit(c) || c == '_') ? name : "'" + name.Replace("'", "''") + "'";
    }

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
