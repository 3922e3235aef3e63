using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Tests.Support;

/// <summary>Flow ids in the service's format: 32 characters of [A-Za-z0-9].</summary>
internal static class Ids
{
    public static string[] Take(int count, string prefix = "yDw") => [.. Sequence(prefix).Take(count)];

    public static IEnumerable<string> Sequence(string prefix = "yDw")
    {
        string format = "D" + (32 - prefix.Length);
        for (int i = 0; ; i++) yield return prefix + i.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
    }
}
