using System;
using System.Runtime.InteropServices;
using System.Security;

namespace EssReminds.Credentials;

/// <summary>Reads a SecureString only for as long as its content is needed.</summary>
internal static class Secrets
{
    /// <summary>The characters; the caller overwrites them after use.</summary>
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

    /// <summary>The text of a token, which is sent as a header.</summary>
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
