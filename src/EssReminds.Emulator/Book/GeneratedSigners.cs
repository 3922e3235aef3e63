using System.Globalization;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>The signers that a flow has when nobody said otherwise: one or two, always the same for an id.</summary>
internal static class GeneratedSigners
{
    private static readonly string[] Names =
    [
        "张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十",
        "陈晓明", "刘丽华", "欧阳修文", "杨柳", "黄河", "林静", "何志远", "司马青",
    ];

    private static readonly FlowSigner[] Waiting = [.. Names.Select(name => new FlowSigner { Name = name })];
    private static readonly FlowSigner[] Signed = [.. Waiting.Select(signer => signer with { State = SignerState.Signed })];

    public static BookedSigner[] Of(ulong hash, FlowStatus status)
    {
        FlowSigner[] people = status == FlowStatus.Signed ? Signed : Waiting;
        var signers = new BookedSigner[(hash & 1) == 0 ? 1 : 2];
        for (int n = 0; n < signers.Length; n++) signers[n] = new BookedSigner(people[Index(hash, n)], hash, n);
        return signers;
    }

    /// <summary>32 characters, like every id of the service.</summary>
    public static string SignId(ulong hash, int signer) => string.Create(CultureInfo.InvariantCulture,
        $"yS{signer}{FlowHash.Mix(hash + (ulong)signer + 1):x16}{(uint)hash:x8}XXXXX");

    // An odd step never meets the first name again.
    private static int Index(ulong hash, int signer) =>
        (int)(((hash >> 8) + ((ulong)signer * ((hash >> 16) | 1))) % (ulong)Names.Length);
}
