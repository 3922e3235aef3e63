using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Emulator;

/// <summary>Decides whether a request was signed by a key that is known, and lately.</summary>
internal sealed class SignatureVerifier(KnownKeys keys, EmulatorClock clock)
{
    private const int ToleranceInSeconds = 300;

    /// <summary>The latest time that the calendar can show, 9999-12-31.</summary>
    private const long LastTimestamp = 253402300799;

    /// <summary>Checks a request.</summary>
    /// <param name="headers">As received.</param>
    /// <param name="body">As received: the signature covers these very bytes.</param>
    /// <param name="service">The product's name in the signature's scope.</param>
    /// <param name="account">The key's SecretId, where the request is genuine.</param>
    /// <returns>Why the request is refused, or null.</returns>
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

        // The service signs with its own idea of date and scope: a client's wrong ones can only end in a wrong signature.
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

    /// <summary>The signed headers' lines, or null where the list itself is wrong: unsorted, or without content-type and host.</summary>
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
