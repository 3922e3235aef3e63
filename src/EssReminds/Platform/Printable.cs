using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace EssReminds.Platform;

/// <summary>
/// Makes untrusted text safe for a terminal: no escape sequences or other control characters, and no bidirectional overrides.
/// </summary>
internal static class Printable
{
    /// <summary><see cref="Text"/> for a text that may be null.</summary>
    public static string? TextOrNull(string? text) => text is null ? null : Text(text);

    private const int LongestExcerpt = 80;

    [MethodImpl(HotPath.Optimized)]
    public static string Text(string text)
    {
        foreach (char c in text)
            if (c is < ' ' or > '~' && IsHarmful(c)) return Replace(text);

        return text;
    }

    /// <summary>At most 80 characters of untrusted text: an error must not quote a whole file.</summary>
    public static string Excerpt(string text)
    {
        if (text.Length <= LongestExcerpt) return Text(text);
        int length = char.IsHighSurrogate(text[LongestExcerpt - 2]) ? LongestExcerpt - 2 : LongestExcerpt - 1;
        return Text(text.Substring(0, length)) + "…";
    }

    /// <summary>A URL without any user name and password in it.</summary>
    public static string Address(Uri address) => !address.IsAbsoluteUri || address.UserInfo.Length == 0
        ? Text(address.OriginalString)
        : address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static string Replace(string text)
    {
        var printable = new StringBuilder(text);
        for (int i = 0; i < printable.Length; i++)
            if (IsHarmful(printable[i])) printable[i] = '\ufffd';

        return printable.ToString();
    }

    // Lone surrogates stay: a terminal shows them as U+FFFD itself.
    private static bool IsHarmful(char c) =>
        char.IsControl(c)
        || c is '\u061c' or (>= '\u200e' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')
            or '\u2028' or '\u2029';
}
