using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Tests.Support;

/// <summary>Flow ids of the service's shape: 32 characters of [A-Za-z0-9].</summary>
internal static class Ids
{
    public static string[] Take(int count, string prefix = "yDw") => [.. Sequence(prefix).Take(count)];

    public static IEnumerable<string> Sequence(string prefix = "yDw")
    {
        for (int i = 0; ; i++) yield return prefix + i.ToString("D" + (32 - prefix.Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
