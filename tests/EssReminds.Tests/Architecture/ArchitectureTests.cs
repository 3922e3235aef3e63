using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Architecture;

/// <summary>The plan of the house: rooms lie above one another, and nothing points up, sideways or in a circle.</summary>
public class ArchitectureTests
{
    /// <summary>From top to bottom; each may use what is below it.</summary>
    private static readonly string[] Rooms =
        ["Commands", "Actions", "Runs", "Checkpoints", "Connection", "Protocol", "Credentials", "Records", "Platform"];

    private static readonly string Source = Path.Combine(Repository.Root, "src", "EssReminds");

    private static readonly SourceMap Map = new(typeof(EssException).Assembly, Source);

    [Fact]
    public void Every_file_is_in_a_room_and_every_public_type_in_a_file_of_its_name()
    {
        Assert.DoesNotContain(Map.Files, file => Array.IndexOf(Rooms, SourceMap.RoomOf(file)) < 0);
        Assert.DoesNotContain(Map.PublicTypes, type => Path.GetFileNameWithoutExtension(Map.FileOf(type)) != type.Name);
        Assert.All(Map.PublicTypes, type => Assert.Equal("EssReminds", type.Namespace));
    }

    [Fact]
    public void Arrows_between_rooms_point_down() => Assert.Empty(
        from arrow in Map.Arrows
        let above = Array.IndexOf(Rooms, SourceMap.RoomOf(arrow.From))
        let below = Array.IndexOf(Rooms, SourceMap.RoomOf(arrow.To))
        where below < above
        select arrow.From + " -> " + arrow.To);

    /// <summary>Actions of different folders are neighbours, who do not know each other.</summary>
    [Fact]
    public void Actions_do_not_know_each_other() => Assert.Empty(
        from arrow in Map.Arrows
        where SourceMap.RoomOf(arrow.From) == "Actions" && SourceMap.RoomOf(arrow.To) == "Actions"
            && Path.GetDirectoryName(arrow.From) != Path.GetDirectoryName(arrow.To) && Path.GetDirectoryName(arrow.To) != "Actions"
        select arrow.From + " -> " + arrow.To);

    [Fact]
    public void No_files_of_a_room_point_at_each_other_in_a_circle()
    {
        ILookup<string, string> within = Map.Arrows
            .Where(arrow => SourceMap.RoomOf(arrow.From) == SourceMap.RoomOf(arrow.To))
            .ToLookup(arrow => arrow.From, arrow => arrow.To);
        Assert.DoesNotContain(Map.Files, file => Reaches(file, file, within));
    }

    [Fact]
    public void Nothing_below_Commands_knows_PowerShell() =>
        Assert.All(Map.FilesThatUse("System.Management.Automation"), file => Assert.Equal("Commands", SourceMap.RoomOf(file)));

    private static bool Reaches(string from, string to, ILookup<string, string> arrows)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(arrows[from]);
        while (open.TryPop(out string? file))
        {
            if (file == to) return true;
            if (!seen.Add(file)) continue;
            foreach (string next in arrows[file]) open.Push(next);
        }

        return false;
    }
}
