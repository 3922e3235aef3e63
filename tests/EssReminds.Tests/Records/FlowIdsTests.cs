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
    public void What_files_and_copying_leave_around_an_id_is_trimmed(string text) => Assert.Equal(Id, FlowIds.Trim(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u200b\ufeff ")]
    public void Of_blanks_nothing_is_left(string text) => Assert.Equal("", FlowIds.Trim(text));

    [Theory]
    [InlineData(Id, true)]
    [InlineData("x", true)]
    [InlineData("flow-1_2.3", true)]
    [InlineData("a b", false)]
    [InlineData("a\u0007b", false)]
    [InlineData("a\u200bb", false)]
    [InlineData("a\ud83d\ude00", false)]
    public void The_service_promises_no_shape_but_blanks_and_controls_are_none(string id, bool valid) => Assert.Equal(valid, FlowIds.IsValid(id));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Sixty_four_characters_are_the_most(int length, bool valid) => Assert.Equal(valid, FlowIds.IsValid(new string('a', length)));

    [Fact]
    public void Hashes_keep_as_many_ids_apart_as_there_are()
    {
        var set = new HashSet<IdHash>();
        for (int i = 0; i < 200_000; i++) Assert.True(set.Add(IdHash.Of("yDw" + i)));
        for (int i = 0; i < 200_000; i += 997) Assert.False(set.Add(IdHash.Of("yDw" + i)));
    }
}
