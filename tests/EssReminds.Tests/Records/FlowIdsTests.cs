using System.Collections.Generic;
using System.Linq;
using CsCheck;
using EssReminds.Records;
using Xunit;

namespace EssReminds.Tests.Records;

public class FlowIdsTests
{
    private const string Id = "yDxVwUyKQWho8CUuO4zjEyQOAgwvr4Zy";

    [Theory]
    [InlineData(Id)]
    [InlineData("  " + Id + "\t\r\n")]
    [InlineData("\ufeff" + Id)]
    [InlineData("\u200b" + Id + "\u2060")]
    [InlineData("\u3000" + Id + "\u00a0")]
    [InlineData("\u202a" + Id + "\u202c")]
    [InlineData("\u2066" + Id + "\u00ad")]
    [InlineData("\U000e0041" + Id + "\U000e007f")]
    [InlineData("\"" + Id + "\"")]
    [InlineData("'" + Id)]
    [InlineData("“" + Id + "”，")]
    [InlineData("「" + Id + "」；")]
    [InlineData(Id + ",")]
    [InlineData(" \"" + Id + "\" ; \r")]
    public void Characters_that_files_and_copying_leave_around_an_id_are_trimmed(string text) => Assert.Equal(Id, FlowIds.Trim(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u200b\ufeff ")]
    public void Invisible_text_is_trimmed_to_nothing(string text) => Assert.Equal("", FlowIds.Trim(text));

    [Theory]
    [InlineData(Id, true)]
    [InlineData("x", true)]
    [InlineData("flow-1_2", true)]
    [InlineData("", false)]
    [InlineData("flow.3", false)]
    [InlineData("合同1", false)]
    [InlineData("é", false)]
    [InlineData("\u0661", false)] // a digit, but not one of ASCII
    [InlineData("a,b", false)]
    [InlineData("@{FlowId=123}", false)]
    [InlineData("a b", false)]
    [InlineData("a\u0007b", false)]
    [InlineData("a\u200bb", false)]
    [InlineData("a\ud83d\ude00", false)]
    public void An_id_consists_of_ASCII_letters_digits_hyphens_and_underscores(string id, bool valid) =>
        Assert.Equal(valid, FlowIds.IsValid(id));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void An_id_has_at_most_sixty_four_characters(int length, bool valid) =>
        Assert.Equal(valid, FlowIds.IsValid(new string('a', length)));

    [Fact]
    public void Each_line_is_an_id_without_the_characters_around_it()
    {
        Gen<string> around = Gen.OneOf(" ", "\t", "\"", "'", "\u200b", "\ufeff", "\u202e", "\u3000", "\u0000", "\u2069")
            .Array[0, 4].Select(string.Concat);
        Gen<string> id = Gen.Char["abcXYZ019-_"].Array[1, 64].Select(chars => new string(chars));
        Gen<string> end = Gen.OneOf("\n", "\r\n", "\r", "\u2028", "\u0085", "\n\n \n");
        Gen.Select(around, id, around, end).Array[1, 8].Sample(lines =>
            Assert.Equal(
                lines.Select(line => line.Item2),
                FlowIds.Read(string.Concat(lines.Select(line => line.Item1 + line.Item2 + line.Item3 + line.Item4)))));
    }

    [Fact]
    public void Hashes_of_200000_ids_do_not_collide()
    {
        var set = new HashSet<IdHash>();
        for (int i = 0; i < 200_000; i++) Assert.True(set.Add(IdHash.Of("yDw" + i)));
        for (int i = 0; i < 200_000; i += 997) Assert.False(set.Add(IdHash.Of("yDw" + i)));
    }
}
