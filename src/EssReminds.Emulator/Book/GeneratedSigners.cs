using System.Globalization;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>Generates the signers of a flow that was not added: one or two, always the same for an id.</summary>
internal static class GeneratedSigners
{
    private static readonly string[] Names =
    [
        "张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十",
        "陈晓明", "刘丽华", "欧阳修文", "杨柳", "黄河", "林静", "何志远", "司马青",
    ];

    // Most signers are waiting, so those are shared instead of allocated per flow.
    private static readonly FlowSigner[] Waiting = [.. Names.Select(name => new FlowSigner { Name = name })];

    public static BookedSigner[] Of(ulong hash, FlowStatus status)
    {
        var signers = new BookedSigner[Count(hash)];
        for (int n = 0; n < signers.Length; n++)
        {
            FlowSigner person = Waiting[Index(hash, n)];
            SignerState state = State(status, last: n == signers.Length - 1);
            signers[n] = new BookedSigner(state == SignerState.Waiting ? person : person with { State = state }, hash, n);
        }

        return signers;
    }

    public static int Count(ulong hash) => (hash & 1) == 0 ? 1 : 2;

    public static string Name(ulong hash, int signer) => Names[Index(hash, signer)];

    /// <summary>32 characters, like every id of the service.</summary>
    public static string SignId(ulong hash, int signer) => string.Create(CultureInfo.InvariantCulture,
        $"yS{signer}{FlowHash.Mix(hash + (ulong)signer + 1):x16}{(uint)hash:x8}XXXXX");

    public static string Mobile(ulong hash, int signer) => string.Create(CultureInfo.InvariantCulture,
        $"13{FlowHash.Mix(hash + (ulong)signer + 101) % 1_000_000_000:D9}");

    private static SignerState State(FlowStatus status, bool last) => status switch
    {
        FlowStatus.Waiting or FlowStatus.Unknown or FlowStatus.Forbidden => SignerState.Waiting,
        FlowStatus.Partly => last ? SignerState.Waiting : SignerState.Signed,
        FlowStatus.Signed => SignerState.Signed,
        FlowStatus.Rejected => SignerState.Rejected,
        FlowStatus.Expired => SignerState.Expired,
        FlowStatus.Cancelled => SignerState.Cancelled,
        FlowStatus.ToFillIn or FlowStatus.PartlyFilledIn => SignerState.ToFillIn,
        FlowStatus.FillingInRefused or FlowStatus.Void => SignerState.Ended,
        FlowStatus.Released => SignerState.Released,
        _ => SignerState.NotStarted,
    };

    // The step is odd and the number of names a power of two, so the second signer never has the first one's name.
    private static int Index(ulong hash, int signer) =>
        (int)(((hash >> 8) + ((ulong)signer * ((hash >> 16) | 1))) % (ulong)Names.Length);
}
