using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace EssReminds.Emulator;

/// <summary>The distinct flow ids of one call, as bytes end to end. Used again by later calls.</summary>
internal sealed class FlowIdList
{
    public const int Most = 100;

    private readonly int[] _ends = new int[Most];
    private readonly ulong[] _hashes = new ulong[Most];

    /// <summary>Places in the list counted from one, found by hash; roomy, so that searches are short.</summary>
    private readonly byte[] _index = new byte[256];
    private byte[] _bytes = new byte[8 * 1024];

    /// <summary>Ids as sent, repeats included; beyond <see cref="Most"/> they are counted but not kept.</summary>
    public int Sent { get; private set; }

    /// <summary>Distinct ids.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int n] => _bytes.AsSpan(Start(n).._ends[n]);

    public ulong Hash(int n) => _hashes[n];

    public void Clear()
    {
        Sent = Count = 0;
        Array.Clear(_index);
    }

    /// <summary>Adds the string that the reader stands on.</summary>
    /// <returns>False where it can be no id.</returns>
    public bool Add(ref Utf8JsonReader reader)
    {
        int longest = reader.HasValueSequence ? FlowTable.LongestId + 1 : reader.ValueSpan.Length;
        if (longest is 0 or > FlowTable.LongestId) return false;
        if (++Sent > Most) return true;

        int start = Start(Count);
        if (_bytes.Length < start + longest) Array.Resize(ref _bytes, Math.Max(start + longest, _bytes.Length * 2));
        int length = reader.CopyString(_bytes.AsSpan(start));
        ReadOnlySpan<byte> id = _bytes.AsSpan(start, length);
        ulong hash = FlowHash.Of(id);

        int slot = (byte)hash;
        for (; _index[slot] != 0; slot = (byte)(slot + 1))
        {
            int other = _index[slot] - 1;
            if (_hashes[other] == hash && this[other].SequenceEqual(id)) return true;
        }

        _ends[Count] = start + length;
        _hashes[Count] = hash;
        _index[slot] = (byte)++Count;
        return true;
    }

    public IReadOnlyList<string> ToStrings()
    {
        var ids = new string[Count];
        for (int n = 0; n < Count; n++) ids[n] = Encoding.UTF8.GetString(this[n]);
        return ids;
    }

    private int Start(int n) => n == 0 ? 0 : _ends[n - 1];
}
