using System;
using System.IO;
using System.Security;

namespace EssReminds.Platform;

/// <summary>Tells file system errors from bugs of ours, and describes the common ones in the session's language.</summary>
internal static class FileErrors
{
    private const int Win32 = unchecked((int)0x80070000);

    public static bool IsFileError(Exception e) =>
        e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException or ArgumentException;

    /// <summary>Whether another process holds the file, or a lock on it.</summary>
    public static bool IsInUse(IOException e) => IsInUse(e.HResult);

    /// <summary>Why it failed, without the path. For rare causes this is the runtime's own message, which is English.</summary>
    public static string Describe(Exception e) => CauseOf(e) is { } cause ? Texts.Get(cause) : e.Message;

    private static string? CauseOf(Exception e) => e switch
    {
        FileNotFoundException => "NoSuchFile",
        DirectoryNotFoundException => "CauseNoFolder",
        DriveNotFoundException => "CauseNoDrive",
        PathTooLongException => "CausePathTooLong",
        UnauthorizedAccessException or SecurityException => "CauseAccessDenied",
        ArgumentOutOfRangeException => "CauseNoRoom", // .NET's translation of EFBIG: the file is at its size limit
        IOException io => CauseOf(io.HResult),
        _ => null,
    };

    // Sharing and lock violation; EWOULDBLOCK on Linux and macOS.
    private static bool IsInUse(int code) => code is (Win32 | 0x20) or (Win32 | 0x21) or 11 or 35;

    /// <summary>HResult holds a Win32 error on Windows, and elsewhere the errno of Linux or macOS.</summary>
    private static string? CauseOf(int code) => code switch
    {
        Win32 | 0x70 or Win32 | 0x27 or 28 or 69 or 122 => "CauseDiskFull",
        _ when IsInUse(code) => "CauseInUse",
        Win32 | 0x13 or 30 => "CauseReadOnly",
        Win32 | 0x35 or Win32 | 0x40 or Win32 | 0x43 => "CauseNoNetworkPath",
        Win32 | 0x15 or Win32 | 0x1F or 5 => "CauseDeviceFailed",
        Win32 | 0xDF or 27 => "CauseNoRoom",
        _ => null,
    };
}
