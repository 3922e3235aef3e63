using System;
using System.IO;

namespace EssReminds.Platform;

/// <summary>Tells failures of files from defects of ours.</summary>
internal static class FileErrors
{
    public static bool IsFileError(Exception e) =>
        e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException or ArgumentException;
}
