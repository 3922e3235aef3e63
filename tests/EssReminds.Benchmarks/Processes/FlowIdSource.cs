using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace EssReminds.Benchmarks.Processes;

/// <summary>Flow ids in the service's format: 32 characters of [A-Za-z0-9].</summary>
internal static class FlowIdSource
{
    public static IEnumerable<string> Of(string prefix, int count)
    {
        string start = "yD" + prefix;
        string format = "D" + (32 - start.Length).ToString(CultureInfo.InvariantCulture);
        return Enumerable.Range(0, count).Select(n => start + n.ToString(format, CultureInfo.InvariantCulture));
    }

    /// <summary>A file of such ids, one a line.</summary>
    public static string File(string prefix, int count)
    {
        string path = Path.Combine(Scratch.Folder, $"{prefix}-{count}.txt");
        if (!System.IO.File.Exists(path)) System.IO.File.WriteAllLines(path, Of(prefix, count));
        return path;
    }
}
