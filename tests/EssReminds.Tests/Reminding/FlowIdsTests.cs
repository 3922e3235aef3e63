using System.Collections.Generic;
using System.Linq;
using CsCheck;
using EssReminds.Reminding;
using Xunit;

namespace EssReminds.Tests.Reminding;

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
    public void The_map_is_a_set_and_a_dictionary_of_ids() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 3], Gen.Long).List[0, 3000].Sample(pairs =>
        {
            var set = new FlowIdMap(withNumbers: false);
            var map = new FlowIdMap(withNumbers: true);
            var expected = new Dictionary<string, long>();
            bool sound = true;
            foreach ((string id, long number) in pairs)
            {
                sound &= set.Add(id) == !expected.ContainsKey(id);
                expected[id] = number;
                map.Set(id, number);
            }

            return sound && set.Count == expected.Count && map.Get("never there") is null
                && expected.All(pair => map.Get(pair.Key) == pair.Value && !set.Add(pair.Key));
        }, iter: 50);

    [Fact]
    public void Many_ids_stay_apart()
    {
        var set = new FlowIdMap(withNumbers: false);
        for (int i = 0; i < 200_000; i++) Assert.True(set.Add("yDw" + i));
        for (int i = 0; i < 200_000; i += 997) Assert.False(set.Add("yDw" + i));
    }
}
