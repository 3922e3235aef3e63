using System;
using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>
/// Reads the service's RemindMessage: a list of <c>签署人 NAME: TEXT</c>, each closed by a semicolon of either width, or a
/// single text about the whole flow. The wording is no contract, so what is not known is never guessed.
/// </summary>
internal static class RemindMessage
{
    private const string SignerPrefix = "签署人";

    private static readonly char[] Semicolons = ['；', ';'];
    private static readonly char[] Colons = [':', '：'];
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n', '\u00a0', '\u3000'];

    /// <summary>The texts of the service that are known, and whether each says that a reminder went out.</summary>
    private static readonly Dictionary<string, bool> KnownTexts = new(StringComparer.Ordinal)
    {
        ["催办成功"] = true,
        ["此签署人已催办过"] = false,
        ["今天已经催办过了"] = false,
        ["无需催办"] = false,
        ["超过次数限制"] = false,
    };

    public static RemindOutcome Read(bool? canRemind, string? message, out IReadOnlyList<RemindedSigner> signers)
    {
        var named = new List<RemindedSigner>(2);
        int reminded = 0, notReminded = 0, notUnderstood = 0;
        foreach (string part in (message ?? "").Split(Semicolons))
        {
            string text = part.Trim(Blanks);
            if (text.Length == 0) continue;

            bool? success = text.StartsWith(SignerPrefix, StringComparison.Ordinal) && text.IndexOfAny(Colons) is > 0 and var colon
                ? Add(named, text.Substring(SignerPrefix.Length, colon - SignerPrefix.Length), text.Substring(colon + 1))
                : Understand(text);
            if (success is null) notUnderstood++;
            else if (success.Value) reminded++;
            else notReminded++;
        }

        signers = named.Count == 0 ? [] : named;
        return (reminded, notReminded, notUnderstood, canRemind) switch
        {
            (0, 0, 0, true) => RemindOutcome.Reminded,
            (0, 0, 0, false) => RemindOutcome.NotReminded,
            (0, 0, 0, null) => RemindOutcome.Unknown,
            (_, _, > 0, _) => RemindOutcome.Unknown,
            // "Cannot be reminded" beside "reminded" contradicts itself.
            ( > 0, _, _, false) => RemindOutcome.Unknown,
            ( > 0, 0, _, _) => RemindOutcome.Reminded,
            ( > 0, _, _, _) => RemindOutcome.PartlyReminded,
            _ => RemindOutcome.NotReminded,
        };
    }

    private static bool? Add(List<RemindedSigner> signers, string name, string text)
    {
        text = text.Trim(Blanks);
        bool? reminded = Understand(text);
        signers.Add(new RemindedSigner(name.Trim(Blanks), text, reminded));
        return reminded;
    }

    private static bool? Understand(string text) => KnownTexts.TryGetValue(text, out bool reminded) ? reminded : null;
}
