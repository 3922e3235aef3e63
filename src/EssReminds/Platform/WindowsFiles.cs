using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;

namespace EssReminds.Platform;

/// <summary>What .NET Standard does not know of Windows' files.</summary>
internal static class WindowsFiles
{
    private const int DaclSecurityInformation = 4;
    private const int ReplaceExisting = 1;
    private const int WriteThrough = 8;

    /// <summary>Gives one file the access control list of another.</summary>
    /// <exception cref="IOException">That cannot be done.</exception>
    public static void CopyRights(string from, string to)
    {
        GetFileSecurity(from, DaclSecurityInformation, null, 0, out int length);
        var rights = new byte[length];
        bool copied = length > 0 && GetFileSecurity(from, DaclSecurityInformation, rights, length, out _)
            && SetFileSecurity(to, DaclSecurityInformation, rights);
        if (!copied) throw new IOException(new Win32Exception().Message);
    }

    /// <summary>Renames a file, in one step, to a name that another has; where that cannot be, both stay.</summary>
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
