using System;
using System.Text;
using CsCheck;

namespace EssReminds.Tests.Support;

/// <summary>Texts that are nearly right: they find weak spots that noise does not.</summary>
internal static class Mutations
{
    private static readonly string[] Scraps =
        ["", "null", "[]", "{}", "1e999", "-1", "\"\\ud800\"", "\"\\u0000\"", "true", ",", "\ufeff", "\n", "9999-12-31T23:59:59Z"];

    /// <summary>The UTF-8 of a text of which one to three parts are overwritten, left out or doubled; or any bytes at all.</summary>
    public static Gen<byte[]> Of(params string[] good) => Gen.OneOf(
        Gen.Byte.Array,
        Gen.Select(Gen.OneOf([.. Array.ConvertAll(good, text => Gen.Const(text))]), AnyEdit.Array[1, 3]).Select((text, edits) =>
        {
            foreach ((int start, int length, int scrap) in edits) text = Edit(text, start, length, scrap);
            return Encoding.UTF8.GetBytes(text);
        }));

    private static Gen<(int Start, int Length, int Scrap)> AnyEdit =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 12], Gen.Int[0, Scraps.Length]);

    private static string Edit(string text, int at, int length, int scrap)
    {
        int start = at % (text.Length + 1), end = Math.Min(text.Length, start + length);
        string middle = scrap < Scraps.Length ? Scraps[scrap] : text[start..end] + text[start..end];
        return string.Concat(text.AsSpan(0, start), middle, text.AsSpan(end));
    }
}
