using System.Collections.Generic;
using System.Globalization;

namespace EssReminds.Benchmarks.Client;

/// <summary>Flow ids of the service's shape: 32 characters of [A-Za-z0-9].</summary>
internal static class FlowIdSource
{
    /// <summary>Made one by one, as they are asked for.</summary>
    public static IEnumerable<string> Stream(string prefix, int count)
    {
        string start = "yD" + prefix;
        string format = "D" + (32 - start.Length).ToString(CultureInfo.InvariantCulture);
        for (int i = 0; i < count; i++) yield return start + i.ToString(format, CultureInfo.InvariantCulture);
    }
}
