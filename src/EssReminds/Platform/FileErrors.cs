using System;
using System.IO;
using System.Security;

namespace EssReminds.Platform;

/// <summary>Tells failures of files from defects of ours, and says the usual ones in the language of the session.</summary>
internal static class FileErrors
{
    private const int Win32 = unchecked((int)0x80070000);

    public static bool IsFileError(Exception e) =>
        e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException or ArgumentException;

    /// <summary>Why it failed, without the path; in the runtime's own words, which are English, where the cause is a rare one.</summary>
    public static string Describe(Exception e) => CauseOf(e) is { } cause ? Texts.Get(cause) : e.Message;

    private static string? CauseOf(Exception e) => e switch
    {
        FileNotFoundException => "NoSuchFile",
        DirectoryNotFoundException => "CauseNoFolder",
        DriveNotFoundException => "CauseNoDrive",
        PathTooLongException => "CausePathTooLong",
        UnauthorizedAccessException or SecurityException => "CauseAccessDenied",
        ArgumentOutOfRangeException => "CauseNoRoom", // how .NET says that a file has reached its limit (EFBIG)
        IOException io => CauseOf(io.HResult),
        _ => null,
    };

    /// <summary>Windows' codes, and errno as Linux and macOS have it, which .NET puts in the same place.</summary>
    private static string? CauseOf(int code) => code switch
    {
        Win32 | 0x70 or Win32 | 0x27 or 28 or 69 or 122 => "CauseDiskFull",
        Win32 | 0x20 or Win32 | 0x21 or 11 or 35 => "CauseInUse",
        Win32 | 0x13 or 30 => "CauseReadOnly",
        Win32 | 0x35 or Win32 | 0x40 or Win32 | 0x43 => "CauseNoNetworkPath",
        Win32 | 0x15 or Win32 | 0x1F or 5 => "CauseDeviceFailed",
        Win32 | 0xDF or 27 => "CauseNoRoom",
        _ => null,
    };
}
