using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EssReminds.Reminding;

/// <summary>
/// Remembers ids, and where asked to a number for each, at 20 to 40 bytes an id (30 to 60 with numbers): a hash of 128 bits,
/// which two ids do not share, in open addressing over many small tables, so that growing never copies the whole.
/// </summary>
internal sealed class FlowIdMap
{
    private const int ShardBits = 10;
    private const int SmallestShard = 4;

    private readonly SipHash _hash = SipHash.WithRandomKey();
    private readonly Shard[] _shards = new Shard[1 << ShardBits];
    private readonly int _width;

    /// <param name="withNumbers">Whether each id has a number.</param>
    public FlowIdMap(bool withNumbers) => _width = withNumbers ? 3 : 2;

    public int Count { get; private set; }

    /// <summary>Adds an id; false where it is there already.</summary>
    public bool Add(string id)
    {
        int count = Count;
        Find(id, add: true, out _);
        return Count > count;
    }

    public bool Contains(string id) => Find(id, add: false, out _) is not null;

    /// <summary>Sets the number of an id.</summary>
    public void Set(string id, long number)
    {
        ulong[] places = Find(id, add: true, out int place)!;
        places[place + 2] = (ulong)number;
    }

    public long? Get(string id) => Find(id, add: false, out int place) is { } places ? (long)places[place + 2] : null;

    [MethodImpl(Compile.Once)]
    private ulong[]? Find(string id, bool add, out int place)
    {
        (ulong low, ulong high) = _hash.Hash(MemoryMarshal.AsBytes(id.AsSpan()));
        low |= 1; // zero marks an empty place
        ref Shard shard = ref _shards[high >> (64 - ShardBits)];
        if (add) shard.MakeRoom(_width);
        else if (shard.Places is null) return Nowhere(out place);

        place = shard.Find(high, low, _width, out bool found);
        if (found) return shard.Places;
        if (!add) return Nowhere(out place);

        (shard.Places![place], shard.Places[place + 1]) = (high, low);
        shard.Count++;
        Count++;
        return shard.Places;
    }

    private static ulong[]? Nowhere(out int place)
    {
        place = -1;
        return null;
    }

    private struct Shard
    {
        public ulong[]? Places;
        public int Count;
        private int _mask; // places less one, beside the count: asking the array itself would cost a look into far memory for each id

        [MethodImpl(Compile.Once)]
        public void MakeRoom(int width)
        {
            if (Places is null)
            {
                Places = new ulong[SmallestShard * width];
                _mask = SmallestShard - 1;
            }

            if (Count < _mask - _mask / 5) return; // one place at least stays empty

            ulong[] old = Places;
            Places = new ulong[old.Length * 2];
            _mask = _mask * 2 + 1;
            for (int i = 0; i < old.Length; i += width)
            {
                if (old[i + 1] == 0) continue;
                int place = Find(old[i], old[i + 1], width, out _);
                for (int word = 0; word < width; word++) Places[place + word] = old[i + word];
            }
        }

        /// <summary>Where an id is, or the empty place where it belongs.</summary>
        [MethodImpl(Compile.Once)]
        public readonly int Find(ulong high, ulong low, int width, out bool found)
        {
            for (int i = (int)(high & (uint)_mask); ; i = (i + 1) & _mask)
            {
                int place = i * width;
                found = Places![place] == high && Places[place + 1] == low;
                if (found || Places[place + 1] == 0) return place;
            }
        }
    }
}
