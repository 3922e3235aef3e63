using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EssReminds.Credentials;

namespace EssReminds.Protocol;

/// <summary>TC3-HMAC-SHA256, the signature of Tencent Cloud's API 3.0, over the headers content-type and host.</summary>
internal static class Tc3Signature
{
    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string SignedHeaders = "content-type;host";

    /// <summary>The value of the Authorization header.</summary>
    /// <param name="credential">The key pair.</param>
    /// <param name="service">The product's name, whatever the host is called.</param>
    /// <param name="timestamp">Seconds since 1970-01-01 UTC, as sent in X-TC-Timestamp.</param>
    /// <param name="host">The Host header exactly as sent, with its port where there is one.</param>
    /// <param name="contentType">The Content-Type header exactly as sent.</param>
    /// <param name="body">The body exactly as sent.</param>
    public static string Authorization(
        EssCredential credential, string service, long timestamp, string host, string contentType, byte[] body)
    {
        string date = DateTimeOffset.FromUnixTimeSeconds(timestamp).UtcDateTime
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string scope = date + "/" + service + "/" + EssCredential.ScopeEnd;

        string canonicalRequest =
            "POST\n/\n\n" +
            "content-type:" + contentType.ToLowerInvariant().Trim() + "\n" +
            "host:" + host.ToLowerInvariant().Trim() + "\n\n" +
            SignedHeaders + "\n" +
            Sha256Hex(body);
        string stringToSign =
            Algorithm + "\n" +
            timestamp.ToString(CultureInfo.InvariantCulture) + "\n" +
            scope + "\n" +
            Sha256Hex(Encoding.UTF8.GetBytes(canonicalRequest));

        string signature = Hex(credential.Sign(stringToSign, date, service));
        return Algorithm + " Credential=" + credential.SecretId + "/" + scope +
            ", SignedHeaders=" + SignedHeaders + ", Signature=" + signature;
    }

    private static string Sha256Hex(byte[] bytes)
    {
        using var sha = SHA256.Create();
        return Hex(sha.ComputeHash(bytes));
    }

    private static string Hex(byte[] bytes)
    {
        const string digits = "0123456789abcdef";
        var text = new char[bytes.Length * 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = digits[bytes[i] >> 4];
            text[2 * i + 1] = digits[bytes[i] & 15];
        }

        return new string(text);
    }
}
