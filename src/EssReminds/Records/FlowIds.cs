using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace EssReminds.Records;

/// <summary>
/// The rules for flow ids. The service's own are 32 letters and digits; an id with any other character than those, - and _ is not sent.
/// </summary>
internal static class FlowIds
{
    public const int MaximumLength = 64;

    private static readonly char[] LineEnds = ['\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];

    /// <summary>The ids in a text, one a line, trimmed; blank lines are skipped.</summary>
    public static IEnumerable<string> Read(string text)
    {
        foreach (string line in Lines(text))
            if (Trim(line) is { Length: > 0 } id) yield return id;
    }

    /// <summary>The lines of a text, untrimmed.</summary>
    public static string[] Lines(string text) => text.IndexOfAny(LineEnds) < 0 ? [text] : text.Split(LineEnds);

    /// <summary>
    /// The id without what files and copying leave around it: whitespace, control and invisible format characters, quotes, a trailing
    /// comma.
    /// </summary>
    public static string Trim(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsAround(text, start)) start += char.IsSurrogatePair(text, start) ? 2 : 1;
        while (end > start)
        {
            int last = end > start + 1 && char.IsSurrogatePair(text, end - 2) ? end - 2 : end - 1;
            if (!IsAround(text, last) && text[last] is not (',' or ';' or '，' or '；' or '、')) break;
            end = last;
        }

        return end - start == text.Length ? text : text.Substring(start, end - start);
    }

    /// <summary>Whether an id can be sent: 1 to 64 ASCII letters, digits, - and _.</summary>
    [MethodImpl(HotPath.Optimized)]
    public static bool IsValid(string id)
    {
        if (id.Length is 0 or > MaximumLength) return false;
        foreach (char c in id)
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_')) return false;

        return true;
    }

    /// <summary>
    /// Whether an id may occur in a checkpoint: earlier versions sent anything without whitespace and control characters.
    /// </summary>
    public static bool MayBeRecorded(string id)
    {
        if (id.Length is 0 or > MaximumLength) return false;
        foreach (char c in id)
            if (char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c)) return false;

        return true;
    }

    /// <summary>Whether a text is free of whitespace, control and invisible format characters.</summary>
    public static bool HasNoBlanks(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (IsBlank(text, i)) return false;

        return true;
    }

    /// <summary>For people, such as <c>100 flows (first, second and 98 more)</c>.</summary>
    public static string Describe(IReadOnlyList<string> ids) => ids.Count switch
    {
        0 => Texts.Get("NoItems"),
        1 => Texts.Format("OneFlow", Printable.Excerpt(ids[0])),
        2 => Texts.Format("TwoFlows", Printable.Excerpt(ids[0]), Printable.Excerpt(ids[1])),
        _ => Texts.Format("ManyFlows", ids.Count, Printable.Excerpt(ids[0]), Printable.Excerpt(ids[1]), ids.Count - 2),
    };

    private static bool IsAround(string text, int index) => text[index] is '"' or '\'' or '`' or '＂' or '＇' or '„' or '‚'
or '「' or '」' or '『' or '』'
        || CharUnicodeInfo.GetUnicodeCategory(text, index)
            is UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
        || IsBlank(text, index);

    private static bool IsBlank(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Format
        or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
