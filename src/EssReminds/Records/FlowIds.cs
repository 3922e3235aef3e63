using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace EssReminds.Records;

/// <summary>What a flow id may look like. The service's are 32 characters of [A-Za-z0-9], but it does not promise that.</summary>
internal static class FlowIds
{
    public const int MaximumLength = 64;

    /// <summary>The id without what files and copying leave around it: blanks, a byte-order mark, zero-width blanks.</summary>
    [MethodImpl(HotPath.Optimized)]
    public static string Trim(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsAround(text[start])) start++;
        while (end > start && IsAround(text[end - 1])) end--;
        return end - start == text.Length ? text : text.Substring(start, end - start);
    }

    [MethodImpl(HotPath.Optimized)]
    public static bool IsValid(string id)
    {
        if (id.Length > MaximumLength) return false;
        foreach (char c in id)
        {
            if (c is > ' ' and < '\u007f') continue;
            if (char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || IsZeroWidth(c)) return false;
        }

        return true;
    }

    /// <summary>For people: <c>100 flows (first, second and 98 more)</c>.</summary>
    public static string Describe(IReadOnlyList<string> ids) => ids.Count switch
    {
        1 => Texts.Format("OneFlow", ids[0]),
        2 => Texts.Format("TwoFlows", ids[0], ids[1]),
        _ => Texts.Format("ManyFlows", ids.Count, ids[0], ids[1], ids.Count - 2),
    };

    private static bool IsAround(char c) => c == ' ' || char.IsWhiteSpace(c) || IsZeroWidth(c);

    private static bool IsZeroWidth(char c) => c is '\ufeff' or '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\u200e' or '\u200f';
}
