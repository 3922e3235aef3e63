using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace EssReminds.Records;

/// <summary>
/// Parses the service's RemindMessage: a list of <c>签署人 NAME: TEXT</c>, each terminated by a semicolon (full-width or ASCII), or a single
/// text about the whole flow. A text may end in one remark in brackets. The wording is not documented as stable, so an unknown text is
/// never guessed at.
/// </summary>
internal static class RemindMessage
{
    private const string SignerPrefix = "签署人";
    private const string Brackets = "()（）";

    /// <summary>The service's known texts, and whether each means that a reminder was sent.</summary>
    private static readonly (string Text, bool Reminded)[] KnownTexts =
    [
        ("催办成功", true),
        ("此签署人已催办过", false),
        ("今天已经催办过了", false),
        ("无需催办", false),
        ("超过次数限制", false),
    ];

    /// <summary>The outcome for a flow. Allocates nothing, since a run calls it for each flow.</summary>
    [MethodImpl(HotPath.Optimized)]
    public static string Outcome(bool? canRemind, string? message)
    {
        int reminded = 0, notReminded = 0, notUnderstood = 0;
        var parts = new Parts(message);
        while (parts.MoveNext())
        {
            if (parts.Reminded is not { } success) notUnderstood++;
            else if (success) reminded++;
            else notReminded++;
        }

        return (reminded, notReminded, notUnderstood, canRemind) switch
        {
            (0, 0, 0, true) => RemindOutcome.Reminded,
            (0, 0, 0, false) => RemindOutcome.NotReminded,
            (0, 0, 0, null) => RemindOutcome.Unknown,
            (_, _, > 0, _) => RemindOutcome.Unknown,
            // CanRemind false contradicts "reminded".
            ( > 0, _, _, false) => RemindOutcome.Unknown,
            ( > 0, 0, _, _) => RemindOutcome.Reminded,
            ( > 0, _, _, _) => RemindOutcome.PartlyReminded,
            _ => RemindOutcome.NotReminded,
        };
    }

    /// <summary>The signers named in a message; empty where it names none.</summary>
    public static IReadOnlyList<RemindedSigner> Signers(string? message)
    {
        List<RemindedSigner>? signers = null;
        var parts = new Parts(message);
        while (parts.MoveNext())
        {
            if (parts.NamesSigner)
                (signers ??= new(2)).Add(new RemindedSigner(parts.Name.ToString(), parts.Text.ToString(), parts.Reminded));
        }

        return signers is null ? SignerList.Empty : new SignerList(signers);
    }

    /// <summary>Enumerates the parts of a message.</summary>
    private ref struct Parts
    {
        private ReadOnlySpan<char> _rest;

        public Parts(string? message) => _rest = message.AsSpan();

        public bool NamesSigner { get; private set; }

        public ReadOnlySpan<char> Name { get; private set; }

        /// <summary>The text about the signer, or about the whole flow.</summary>
        public ReadOnlySpan<char> Text { get; private set; }

        /// <summary>Whether the text means that a reminder was sent; null for an unknown text.</summary>
        public bool? Reminded { get; private set; }

        [MethodImpl(HotPath.Optimized)]
        public bool MoveNext()
        {
            while (!_rest.IsEmpty)
            {
                int end = _rest.IndexOfAny('；', ';');
                ReadOnlySpan<char> part = Trim(end < 0 ? _rest : _rest.Slice(0, end));
                _rest = end < 0 ? default : _rest.Slice(end + 1);
                if (part.IsEmpty) continue;

                int colon = part.StartsWith(SignerPrefix.AsSpan(), StringComparison.Ordinal) ? ColonBeforeText(part) : -1;
                NamesSigner = colon >= 0;
                Name = NamesSigner ? Trim(part.Slice(SignerPrefix.Length, colon - SignerPrefix.Length)) : default;
                Text = Trim(part.Slice(colon + 1));
                Reminded = Understand(Text);
                return true;
            }

            return false;
        }

        /// <summary>
        /// The last colon before a known text, as names and remarks may contain colons; otherwise the first colon, or -1.
        /// </summary>
        [MethodImpl(HotPath.Optimized)]
        private static int ColonBeforeText(ReadOnlySpan<char> part)
        {
            for (int colon = part.LastIndexOfAny(':', '：'); colon >= 0; colon = part.Slice(0, colon).LastIndexOfAny(':', '：'))
                if (Understand(Trim(part.Slice(colon + 1))) is not null) return colon;

            return part.IndexOfAny(':', '：');
        }

        [MethodImpl(HotPath.Optimized)]
        private static bool? Understand(ReadOnlySpan<char> text)
        {
            foreach ((string known, bool reminded) in KnownTexts)
            {
                if (!text.StartsWith(known.AsSpan(), StringComparison.Ordinal)) continue;
                ReadOnlySpan<char> rest = Trim(text.Slice(known.Length));
                if (rest.IsEmpty || IsRemark(rest)) return reminded;
            }

            return null;
        }

        /// <summary>One remark in brackets (full-width or ASCII), such as the means by which the reminder was sent.</summary>
        [MethodImpl(HotPath.Optimized)]
        private static bool IsRemark(ReadOnlySpan<char> text) =>
            text.Length > 2
            && (text[0], text[text.Length - 1]) is ('(', ')') or ('（', '）')
            && text.Slice(1, text.Length - 2).IndexOfAny(Brackets.AsSpan()) < 0
            && !Trim(text.Slice(1, text.Length - 2)).IsEmpty;

        [MethodImpl(HotPath.Optimized)]
        private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
        {
            int start = 0, end = text.Length;
            while (start < end && IsBlank(text[start])) start++;
            while (end > start && IsBlank(text[end - 1])) end--;
            return text.Slice(start, end - start);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n' or '\u00a0' or '\u3000';
    }
}
