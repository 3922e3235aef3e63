using System;
using System.Runtime.InteropServices;

namespace EssReminds.Platform;

/// <summary>A keyed hash of an id, to be kept in its stead: 16 bytes, which no two ids share.</summary>
internal readonly struct IdHash : IEquatable<IdHash>
{
    private static readonly SipHash Hash = SipHash.WithRandomKey();

    private readonly ulong _low;
    private readonly ulong _high;

    private IdHash((ulong Low, ulong High) hash) => (_low, _high) = hash;

    public static IdHash Of(string id) => new(Hash.Hash(MemoryMarshal.AsBytes(id.AsSpan())));

    public bool Equals(IdHash other) => _low == other._low && _high == other._high;

    public override bool Equals(object? obj) => obj is IdHash other && Equals(other);

    public override int GetHashCode() => (int)_low;

    /// <summary>The part of a collection in as many that the id belongs to, independent of the hash code.</summary>
    public int PartOf(int parts) => (int)(_high % (uint)parts);
}
