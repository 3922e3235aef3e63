using System;
using System.Text;

namespace EssReminds.Emulator;

/// <summary>
/// FNV-1a of an id with a final mix, so that all bits are usable. Unlike string.GetHashCode it is the same in every run.
/// </summary>
internal static class FlowHash
{
    public static ulong Of(string id)
    {
        ulong hash = 14695981039346656037;
        Span<byte> bytes = id.Length <= 64 ? stackalloc byte[64 * 3] : new byte[Encoding.UTF8.GetMaxByteCount(id.Length)];
        foreach (byte b in bytes[..Encoding.UTF8.GetBytes(id, bytes)]) hash = (hash ^ b) * 1099511628211;
        return Mix(hash);
    }

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
        value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }
}
