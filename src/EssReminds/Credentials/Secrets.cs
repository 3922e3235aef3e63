using System;
using System.Runtime.InteropServices;
using System.Security;

namespace EssReminds.Credentials;

/// <summary>Opens a SecureString for the moment in which it is used.</summary>
internal static class Secrets
{
    /// <summary>The characters, for the caller to overwrite.</summary>
    public static char[] Reveal(SecureString secret)
    {
        IntPtr pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            char[] characters = new char[secret.Length];
            Marshal.Copy(pointer, characters, 0, characters.Length);
            return characters;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }

    /// <summary>A token, which travels as the text of a header.</summary>
    public static string RevealText(SecureString secret)
    {
        char[] characters = Reveal(secret);
        try
        {
            return new string(characters);
        }
        finally
        {
            Array.Clear(characters, 0, characters.Length);
        }
    }
}
