using System;
using System.Buffers.Binary;
using System.Linq;
using EssReminds.Platform;
using Xunit;

namespace EssReminds.Tests.Platform;

public class SipHashTests
{
    /// <summary>From the reference implementation (vectors_sip128); <c>openssl mac -macopt size:16 SIPHASH</c> gives the same.</summary>
    [Theory]
    [InlineData(0, "A3817F04BA25A8E66DF67214C7550293")]
    [InlineData(1, "DA87C1D86B99AF44347659119B22FC45")]
    [InlineData(7, "A1F1EBBED8DBC153C0B84AA61FF08239")]
    [InlineData(8, "3B62A9BA6258F5610F83E264F31497B4")]
    [InlineData(15, "5493E99933B0A8117E08EC0F97CFC3D9")]
    public void Hashes_are_those_of_SipHash_2_4_with_128_bits(int length, string expected)
    {
        (ulong low, ulong high) = new SipHash(Counting(16)).Hash(Counting(length));

        byte[] hash = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, low);
        BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(8), high);
        Assert.Equal(expected, Convert.ToHexString(hash));
    }

    [Fact]
    public void Two_random_keys_give_different_hashes() =>
        Assert.NotEqual(SipHash.WithRandomKey().Hash(Counting(32)), SipHash.WithRandomKey().Hash(Counting(32)));

    private static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];
}
