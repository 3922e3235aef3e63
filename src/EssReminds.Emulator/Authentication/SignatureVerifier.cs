using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Emulator;

/// <summary>Verifies that a request was signed with a known key, within the last five minutes.</summary>
internal sealed class SignatureVerifier(KnownKeys keys, EmulatorClock clock)
{
    private const int ToleranceInSeconds = 300;

    /// <summary>The last second that DateTimeOffset can hold, 9999-12-31.</summary>
    private const long LastTimestamp = 253402300799;

    /// <summary>Verifies a request.</summary>
    /// <param name="headers">The headers as received.</param>
    /// <param name="body">The body as received: the signature covers exactly these bytes.</param>
    /// <param name="service">The name of the product, expected in the signature's scope.</param>
    /// <param name="account">The key's SecretId if the request is genuine, else empty.</param>
    /// <returns>The error, or null if the request is genuine.</returns>
    public ServiceError? Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, string service, out string account)
    {
        account = "";
        string authorization = headers.Authorization.ToString();
        if (authorization.Length == 0) return ServiceErrors.MissingHeader("Authorization");
        if (!AuthorizationHeader.TryParse(authorization, out AuthorizationHeader claim)) return ServiceErrors.InvalidAuthorization;

        string timestampText = headers["X-TC-Timestamp"].ToString();
        if (timestampText.Length == 0) return ServiceErrors.MissingHeader("Timestamp");
        if (!long.TryParse(timestampText, NumberStyles.None, CultureInfo.InvariantCulture, out long timestamp)
            || timestamp > LastTimestamp
            || Math.Abs(clock.UtcNow.ToUnixTimeSeconds() - timestamp) > ToleranceInSeconds)
        {
            return ServiceErrors.SignatureExpire;
        }

        KnownKeys.Entry? entry = keys.Find(claim.SecretId);
        if (entry is null) return ServiceErrors.SecretIdNotFound;

        string? canonicalHeaders = CanonicalHeaders(headers, claim.SignedHeaders);
        if (canonicalHeaders is null) return ServiceErrors.InvalidAuthorization;

        // Sign with the date and scope that are right: wrong ones in the request must only ever yield a wrong signature.
        string date = RequestSignature.Date(timestamp);
        string request = RequestSignature.CanonicalRequest(canonicalHeaders, claim.SignedHeaders, body);
        string expected = RequestSignature.Compute(entry.SigningKey(date, service), request, timestamp, date, service);
        bool genuine = claim.Date == date && claim.Service == service && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(claim.Signature));
        if (!genuine) return ServiceErrors.SignatureFailure;

        EmulatorKey key = entry.Key;
        string token = headers["X-TC-Token"].ToString();
        if (token != (key.Token ?? "") || key.ExpiresAt <= clock.UtcNow) return ServiceErrors.TokenFailure;

        account = claim.SecretId;
        return null;
    }

    /// <summary>
    /// The canonical headers; null where the list of signed headers is invalid: unsorted, or without content-type and host.
    /// </summary>
    private static string? CanonicalHeaders(IHeaderDictionary headers, string signedHeaders)
    {
        var lines = new StringBuilder(128);
        string previous = "";
        bool contentType = false, host = false;
        foreach (string name in signedHeaders.Split(';'))
        {
            if (string.CompareOrdinal(previous, name) >= 0 || !headers.TryGetValue(name, out var value)) return null;
            contentType |= name == "content-type";
            host |= name == "host";
            lines.Append(name).Append(':').Append(value.ToString().Trim().ToLowerInvariant()).Append('\n');
            previous = name;
        }

        return contentType && host ? lines.ToString() : null;
    }
}
