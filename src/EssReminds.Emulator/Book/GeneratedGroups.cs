using System.Globalization;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>
/// Generates the flows of a group that was not added: two or three, always the same for a group id, all with the same signers.
/// </summary>
internal static class GeneratedGroups
{
    public static Flow[] Of(string groupId)
    {
        ulong hash = FlowHash.Of("group " + groupId);
        FlowSigner[] signers =
        [
            .. Enumerable.Range(0, GeneratedSigners.Count(hash))
                .Select(n => new FlowSigner { Name = GeneratedSigners.Name(hash, n), Mobile = GeneratedSigners.Mobile(hash, n) }),
        ];
        return [.. Enumerable.Range(0, 2 + (int)(hash >> 1 & 1)).Select(n => new Flow { FlowId = FlowId(hash, n), Signers = signers })];
    }

    /// <summary>32 characters, like every id of the service.</summary>
    private static string FlowId(ulong hash, int flow) =>
        string.Create(CultureInfo.InvariantCulture, $"yDG{flow}{FlowHash.Mix(hash + (ulong)flow):x16}{(uint)hash:x8}XXXX");
}
