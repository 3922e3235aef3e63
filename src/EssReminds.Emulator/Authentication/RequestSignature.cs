using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EssReminds.Emulator;

/// <summary>Computes TC3-HMAC-SHA256. Implemented separately from the module, so that one mistake cannot be on both sides.</summary>
internal static class RequestSignature
{
    public static byte[] SigningKey(string secretKey, string date, string service)
    {
        byte[] dated = HMACSHA256.HashData(Encoding.UTF8.GetBytes("TC3" + secretKey), Encoding.UTF8.GetBytes(date));
        byte[] scoped = HMACSHA256.HashData(dated, Encoding.UTF8.GetBytes(service));
        return HMACSHA256.HashData(scoped, "tc3_request"u8);
    }

    /// <summary>The canonical request of POST / without a query.</summary>
    /// <param name="canonicalHeaders">One header per line, each line terminated by a line feed.</param>
    /// <param name="signedHeaders">The names of those headers, separated by semicolons.</param>
    /// <param name="body">The body as received.</param>
    public static string CanonicalRequest(string canonicalHeaders, string signedHeaders, ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        return string.Concat("POST\n/\n\n" + canonicalHeaders, "\n" + signedHeaders, "\n", Convert.ToHexStringLower(digest));
    }

    public static string Compute(byte[] signingKey, string canonicalRequest, long timestamp, string date, string service)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest), digest);
        string text = string.Create(CultureInfo.InvariantCulture,
            $"TC3-HMAC-SHA256\n{timestamp}\n{date}/{service}/tc3_request\n{Convert.ToHexStringLower(digest)}");
        HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(text), digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>The UTC date of a timestamp.</summary>
    public static string Date(long timestamp) =>
        DateTimeOffset.FromUnixTimeSeconds(timestamp).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
