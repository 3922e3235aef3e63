using System;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace EssReminds.Credentials;

/// <summary>
/// The one type that holds a secret key. It gives signing keys away, never the key: there is no getter, no text form
/// and nothing that a serializer would find.
/// </summary>
[DebuggerDisplay("{MaskedSecretId,nq}")]
internal sealed class EssCredential
{
    private const string Service = "ess";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _token;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private Day? _day;

    private bool _cleared;

    public EssCredential(string secretId, byte[] secretKey, string? sessionToken, DateTimeOffset? expires = null)
    {
        SecretId = secretId;
        _key = secretKey;
        _token = string.IsNullOrEmpty(sessionToken) ? null : sessionToken;
        Expires = expires;
    }

    /// <summary>The public half of the key pair; it is sent with each call, but shown only masked.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string SecretId { get; }

    public string MaskedSecretId => Mask(SecretId);

    /// <summary>When a temporary key stops working; null for a permanent one.</summary>
    public DateTimeOffset? Expires { get; }

    public bool IsTemporary => _token is not null;

    public static EssCredential FromText(string secretId, string secretKey, string? sessionToken, DateTimeOffset? expires = null) =>
        new(secretId, Encoding.UTF8.GetBytes(secretKey), sessionToken, expires);

    /// <summary>The key for one UTC day (<c>yyyy-MM-dd</c>), derived once a day.</summary>
    /// <exception cref="EssException">The connection was ended by Disconnect-Ess.</exception>
    public byte[] SigningKey(string date, string service = Service)
    {
        if (_day is { } day && day.Date == date && day.Service == service) return day.Key;
        if (_cleared) throw EssException.Of(ErrorId.Disconnected);

        byte[] prefixed = new byte[3 + _key.Length];
        Encoding.ASCII.GetBytes("TC3", 0, 3, prefixed, 0);
        Buffer.BlockCopy(_key, 0, prefixed, 3, _key.Length);
        byte[] key = Hmac(Hmac(Hmac(prefixed, date), service), "tc3_request");
        Array.Clear(prefixed, 0, prefixed.Length);
        _day = new Day(date, service, key);
        return key;
    }

    /// <summary>Hands the token of a temporary key to whoever writes the request's header.</summary>
    public void WriteToken(Action<string> write)
    {
        if (_token is not null) write(_token);
    }

    /// <summary>Overwrites the key; signing fails from then on.</summary>
    public void Clear()
    {
        _cleared = true;
        Array.Clear(_key, 0, _key.Length);
        if (_day is { } day) Array.Clear(day.Key, 0, day.Key.Length);
        _day = null;
    }

    public override string ToString() => MaskedSecretId;

    public static string Mask(string secretId) =>
        secretId.Length <= 12 ? "****" : secretId.Substring(0, 4) + "****" + secretId.Substring(secretId.Length - 4);

    private static byte[] Hmac(byte[] key, string text)
    {
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    private sealed class Day
    {
        public Day(string date, string service, byte[] key) => (Date, Service, Key) = (date, service, key);

        public string Date { get; }
        public string Service { get; }
        public byte[] Key { get; }
    }
}
