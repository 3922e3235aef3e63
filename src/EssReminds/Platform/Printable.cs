using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace EssReminds.Platform;

/// <summary>Makes foreign text harmless for a terminal: it can move no cursor, colour no line and turn no reading direction.</summary>
internal static class Printable
{
    /// <summary>As <see cref="Text"/>, of a text that may be missing.</summary>
    public static string? TextOrNull(string? text) => text is null ? null : Text(text);

    private const int LongestExcerpt = 80;

    [MethodImpl(HotPath.Optimized)]
    public static string Text(string text)
    {
        foreach (char c in text)
            if (c is < ' ' or > '~' && IsHarmful(c)) return Replace(text);

        return text;
    }

    /// <summary>At most 80 characters of foreign text: an error must not show a whole file.</summary>
    public static string Excerpt(string text)
    {
        if (text.Length <= LongestExcerpt) return Text(text);
        int length = char.IsHighSurrogate(text[LongestExcerpt - 2]) ? LongestExcerpt - 2 : LongestExcerpt - 1;
        return Text(text.Substring(0, length)) + "…";
    }

    /// <summary>An address without the password that somebody may have put in it.</summary>
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

    // Lone surrogates are left to the terminal, which shows them as U+FFFD itself.
    private static bool IsHarmful(char c) =>
        char.IsControl(c)
        || c is '\u061c' or (>= '\u200e' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')
            or '\u2028' or '\u2029';
}
