using System;
using System.Runtime.InteropServices;
using System.Security;

namespace EssReminds.Credentials;

/// <summary>Opens a SecureString for the moment in which it is used.</summary>
internal static class Secrets
{
    public static string Reveal(SecureString secret)
    {
        IntPtr pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(pointer) ?? "";
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
