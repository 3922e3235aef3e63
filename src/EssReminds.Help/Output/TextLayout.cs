using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace EssReminds.Help.Output;

/// <summary>Wraps text for a terminal, where a Chinese character takes two columns and a line can break after it.</summary>
internal static class TextLayout
{
    private const string NotAtStart = "，。、；：？！）》」』】”’,.;:?!)]}…";
    private const string NotAtEnd = "（《「『【“‘([{";

    /// <param name="text">A paragraph.</param>
    /// <param name="width">The width in columns.</param>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        int used = 0;
        foreach (string piece in Pieces(text))
        {
            int columns = Columns(piece.TrimEnd());
            if (used > 0 && used + columns > width)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
                used = 0;
            }

            line.Append(piece);
            used += Columns(piece);
        }

        if (line.Length > 0) yield return line.ToString().TrimEnd();
    }

    public static int Columns(string text) => text.Sum(c => IsWide(c) ? 2 : 1);

    /// <summary>Whether a character is two columns wide: the blocks of Chinese characters and punctuation, and the like.</summary>
    public static bool IsWide(char c) =>
        c is (>= '\u2e80' and <= '\ua4cf') or (>= '\uac00' and <= '\ud7a3') or (>= '\uf900' and <= '\ufaff')
            or (>= '\ufe30' and <= '\ufe6f') or (>= '\uff00' and <= '\uff60') or (>= '\uffe0' and <= '\uffe6');

    /// <summary>The pieces between which a line can break.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        int start = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (!CanBreak(text[i - 1], text[i])) continue;
            yield return text[start..i];
            start = i;
        }

        yield return text[start..];
    }

    private static bool CanBreak(char before, char after)
    {
        if (after == ' ') return false;
        if (before == ' ') return true;
        return (IsWide(before) || IsWide(after))
            && !NotAtStart.Contains(after, StringComparison.Ordinal)
            && !NotAtEnd.Contains(before, StringComparison.Ordinal);
    }
}
