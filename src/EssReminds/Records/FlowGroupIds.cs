using System.Collections.Generic;

namespace EssReminds.Records;

/// <summary>Describes group ids, which have the same form as flow ids.</summary>
internal static class FlowGroupIds
{
    /// <summary>For people, such as <c>100 groups (first, second and 98 more)</c>.</summary>
    public static string Describe(IReadOnlyList<string> ids) => ids.Count switch
    {
        0 => Texts.Get("NoItems"),
        1 => Texts.Format("OneGroup", Printable.Excerpt(ids[0])),
        2 => Texts.Format("TwoGroups", Printable.Excerpt(ids[0]), Printable.Excerpt(ids[1])),
        _ => Texts.Format("ManyGroups", ids.Count, Printable.Excerpt(ids[0]), Printable.Excerpt(ids[1]), ids.Count - 2),
    };
}
