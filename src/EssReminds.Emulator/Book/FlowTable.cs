using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>
/// Counters of generated flows by id, at some 60 bytes a flow where a dictionary of strings takes 200: ids lie end to end
/// in blocks, and an open-addressing index points at entries of 16 bytes. Not thread-safe.
/// </summary>
internal sealed class FlowTable
{
    public const int LongestId = 4096;

    private const int BlockBits = 18;
    private const int BlockSize = 1 << BlockBits;

    private readonly List<byte[]> _blocks = [];
    private Entry[] _entries = new Entry[64];

    /// <summary>Entry numbers counted from one; 0 is free. Its length is a power of two and at least twice the entries'.</summary>
    private int[] _index = new int[128];
    private int _free = BlockSize;

    public int Count { get; private set; }

    /// <summary>The flow's counters, new ones where it has none yet. The reference holds until the next call.</summary>
    public ref Entry GetOrAdd(ReadOnlySpan<byte> id, ulong hash)
    {
        int slot = FindSlot(id, hash);
        if (_index[slot] == 0)
        {
            if (Count == _entries.Length)
            {
                Grow();
                slot = FindSlot(id, hash);
            }

            _entries[Count++] = new Entry { Hash = hash, Position = Store(id), Length = (ushort)id.Length };
            _index[slot] = Count;
        }

        return ref _entries[_index[slot] - 1];
    }

    public bool TryGet(ReadOnlySpan<byte> id, ulong hash, out Entry entry)
    {
        int number = _index[FindSlot(id, hash)];
        entry = number == 0 ? default : _entries[number - 1];
        return number != 0;
    }

    /// <summary>The entries in order of arrival.</summary>
    public ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

    public ReadOnlySpan<byte> Id(in Entry entry) =>
        _blocks[(int)(entry.Position >> BlockBits)].AsSpan((int)(entry.Position & (BlockSize - 1)), entry.Length);

    private int FindSlot(ReadOnlySpan<byte> id, ulong hash)
    {
        int mask = _index.Length - 1;
        for (int slot = (int)(hash >> 32) & mask; ; slot = (slot + 1) & mask)
        {
            int number = _index[slot];
            if (number == 0) return slot;
            ref Entry entry = ref _entries[number - 1];
            if (entry.Hash == hash && Id(entry).SequenceEqual(id)) return slot;
        }
    }

    private uint Store(ReadOnlySpan<byte> id)
    {
        if (_free + id.Length > BlockSize)
        {
            _blocks.Add(new byte[BlockSize]);
            _free = 0;
        }

        id.CopyTo(_blocks[^1].AsSpan(_free));
        uint position = ((uint)(_blocks.Count - 1) << BlockBits) + (uint)_free;
        _free += id.Length;
        return position;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _index = new int[_entries.Length * 2];
        int mask = _index.Length - 1;
        for (int number = 1; number <= Count; number++)
        {
            int slot = (int)(_entries[number - 1].Hash >> 32) & mask;
            while (_index[slot] != 0) slot = (slot + 1) & mask;
            _index[slot] = number;
        }
    }

    /// <summary>A flow's id and the reminders of its one or two signers; counts stop at 255.</summary>
    internal struct Entry
    {
        public ulong Hash;
        public uint Position;
        public ushort Length;
        public byte First;
        public byte Second;
    }
}
