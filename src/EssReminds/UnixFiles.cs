using System;
using System.IO;
using System.Reflection;

namespace EssReminds;

/// <summary>Unix file modes, which .NET has had since version 7 and netstandard2.0 does not know. Elsewhere nothing happens.</summary>
internal static class UnixFiles
{
    private const int OwnerReadWrite = 0b110_000_000;
    private const int OthersRead = 0b000_100_100;

    private static readonly MethodInfo? Getter = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);

    /// <summary>Whether anybody but the file's owner may read it.</summary>
    public static bool IsReadableByOthers(string path) =>
        Path.DirectorySeparatorChar == '/' && Getter?.Invoke(null, [path]) is { } mode && ((int)mode & OthersRead) != 0;

    /// <summary>Leaves the file to its owner alone.</summary>
    public static void MakePrivate(string path)
    {
        if (Path.DirectorySeparatorChar != '/' || Getter is null) return;
        Type mode = Getter.ReturnType;
        typeof(File).GetMethod("SetUnixFileMode", [typeof(string), mode])!.Invoke(null, [path, Enum.ToObject(mode, OwnerReadWrite)]);
    }
}
