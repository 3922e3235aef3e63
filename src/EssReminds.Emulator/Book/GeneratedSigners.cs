using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace EssReminds.Emulator;

/// <summary>The signers that a flow has when nobody said otherwise: one or two, always the same for an id.</summary>
internal static class GeneratedSigners
{
    public const int Most = 2;

    private static readonly string[] Names =
    [
        "张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十",
        "陈晓明", "刘丽华", "欧阳修文", "杨柳", "黄河", "林静", "何志远", "司马青",
    ];

    private static readonly byte[][] EncodedNames = [.. Names.Select(Encoding.UTF8.GetBytes)];

    public static int Count(ulong hash) => (hash & 1) == 0 ? 1 : Most;

    public static string Name(ulong hash, int signer) => Names[NameIndex(hash, signer)];

    public static ReadOnlySpan<byte> EncodedName(ulong hash, int signer) => EncodedNames[NameIndex(hash, signer)];

    /// <summary>32 characters, like every id of the service.</summary>
    public static string SignId(ulong hash, int signer) => string.Create(CultureInfo.InvariantCulture,
        $"yS{signer}{FlowHash.Mix(hash + (ulong)signer + 1):x16}{(uint)hash:x8}XXXXX");

    // An odd step never meets the first name again.
    private static int NameIndex(ulong hash, int signer) =>
        (int)(((hash >> 8) + ((ulong)signer * ((hash >> 16) | 1))) % (ulong)Names.Length);
}
