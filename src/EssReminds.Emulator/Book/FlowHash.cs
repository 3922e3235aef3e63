using System;

namespace EssReminds.Emulator;

/// <summary>FNV-1a of an id, mixed so that every bit counts: the same in every run, unlike the framework's hashes.</summary>
internal static class FlowHash
{
    public static ulong Of(ReadOnlySpan<byte> id)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in id) hash = (hash ^ b) * 1099511628211;
        return Mix(hash);
    }

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
        value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }
}
