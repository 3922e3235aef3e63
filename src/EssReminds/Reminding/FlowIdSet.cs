using System;
using System.Security.Cryptography;
using System.Text;

namespace EssReminds.Reminding;

/// <summary>
/// The ids that a run has met, at 20 to 40 bytes each: 128 bits of their SHA-256, which two ids do not share, in open
/// addressing over many small tables, so that growing never copies the whole.
/// </summary>
internal sealed class FlowIdSet : IDisposable
{
    private const int Shards = 1024;
    private const double HighestLoad = 0.8;

    private readonly SHA256 _sha = SHA256.Create();
    private readonly byte[] _text = new byte[4 * FlowIds.MaximumLength];
    private readonly Shard[] _shards = new Shard[Shards];

    public int Count { get; private set; }

    /// <summary>Adds an id of at most <see cref="FlowIds.MaximumLength"/> characters; false where it is there already.</summary>
    public bool Add(string id)
    {
        int length = Encoding.UTF8.GetBytes(id, 0, id.Length, _text, 0);
        byte[] hash = _sha.ComputeHash(_text, 0, length);
        ulong high = BitConverter.ToUInt64(hash, 0);
        ulong low = BitConverter.ToUInt64(hash, 8) | 1; // zero marks an empty place
        if (!_shards[BitConverter.ToUInt16(hash, 16) % Shards].Add(high, low)) return false;
        Count++;
        return true;
    }

    public void Dispose() => _sha.Dispose();

    private struct Shard
    {
        private ulong[]? _places;
        private int _count;

        public bool Add(ulong high, ulong low)
        {
            if (_places is null) _places = new ulong[2 * 4];
            else if (_count >= HighestLoad * (_places.Length / 2)) Grow();
            if (!Put(_places, high, low)) return false;
            _count++;
            return true;
        }

        private void Grow()
        {
            ulong[] old = _places!;
            _places = new ulong[old.Length * 2];
            for (int i = 0; i < old.Length; i += 2)
                if (old[i + 1] != 0) Put(_places, old[i], old[i + 1]);
        }

        private static bool Put(ulong[] places, ulong high, ulong low)
        {
            int mask = places.Length / 2 - 1;
            for (int i = (int)(high & (uint)mask); ; i = (i + 1) & mask)
            {
                if (places[2 * i + 1] == 0)
                {
                    (places[2 * i], places[2 * i + 1]) = (high, low);
                    return true;
                }

                if (places[2 * i] == high && places[2 * i + 1] == low) return false;
            }
        }
    }
}
