using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;

namespace EssReminds.Platform;

/// <summary>Windows file functions that .NET Standard lacks.</summary>
internal static class WindowsFiles
{
    private const int DaclSecurityInformation = 4;
    private const int ReplaceExisting = 1;
    private const int WriteThrough = 8;

    /// <summary>Copies the access control list (DACL) from one file to another.</summary>
    /// <exception cref="IOException">The list cannot be read or set.</exception>
    public static void CopyRights(string from, string to)
    {
        GetFileSecurity(from, DaclSecurityInformation, null, 0, out int length);
        var rights = new byte[length];
        bool copied = length > 0 && GetFileSecurity(from, DaclSecurityInformation, rights, length, out _)
            && SetFileSecurity(to, DaclSecurityInformation, rights);
        if (!copied) throw new IOException(new Win32Exception().Message);
    }

    /// <summary>Renames a file over an existing one, atomically; on failure both stay.</summary>
    public static bool TryReplace(string from, string to) => MoveFileEx(from, to, ReplaceExisting | WriteThrough);

    [DllImport("advapi32", EntryPoint = "GetFileSecurityW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileSecurity(string path, int information, byte[]? descriptor, int length, out int needed);

    [DllImport("advapi32", EntryPoint = "SetFileSecurityW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetFileSecurity(string path, int information, byte[] descriptor);

    [DllImport("kernel32", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFileEx(string from, string to, int flags);
}
