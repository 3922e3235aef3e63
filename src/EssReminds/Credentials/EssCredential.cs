using System;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace EssReminds.Credentials;

/// <summary>
/// The only type that holds a secret key. It signs, but never reveals the key or a key derived from it: it has no getter and no text form
/// for it, and nothing that a serializer would find.
/// </summary>
[DebuggerDisplay("{MaskedSecretId,nq}")]
internal sealed class EssCredential
{
    /// <summary>The last part of every TC3 credential scope.</summary>
    public const string ScopeEnd = "tc3_request";

    private readonly object _lock = new();

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _token;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private SigningKey? _signingKey;

    private bool _cleared;

    public EssCredential(string secretId, byte[] secretKey, string? sessionToken, DateTimeOffset? expires = null)
    {
        SecretId = secretId;
        _key = secretKey;
        _token = string.IsNullOrEmpty(sessionToken) ? null : sessionToken;
        Expires = expires;
    }

    /// <summary>The public half of the key pair; sent with each call, but displayed only masked.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string SecretId { get; }

    public string MaskedSecretId => Mask(SecretId);

    /// <summary>When a temporary key stops working; null for a permanent one.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>Signs a text with the signing key of a UTC day (<c>yyyy-MM-dd</c>) and service; the last one derived is cached.</summary>
    /// <exception cref="EssException">The connection was ended by Disconnect-Ess.</exception>
    public byte[] Sign(string text, string date, string service)
    {
        // Clear may run on another thread: a half-overwritten key would produce a wrong signature instead of an error.
        lock (_lock)
        {
            if (_cleared) throw EssException.Of(ErrorId.Disconnected);
            if (_signingKey is null || _signingKey.Date != date || _signingKey.Service != service)
            {
                _signingKey?.Clear();
                _signingKey = new SigningKey(date, service, Derive(date, service));
            }

            return Hmac(_signingKey.Key, text);
        }
    }

    /// <summary>Passes a temporary key's token to <paramref name="write"/>, which writes it to the request header.</summary>
    public void WriteToken(Action<string> write)
    {
        if (_token is not null) write(_token);
    }

    /// <summary>Overwrites the key in memory; signing fails from then on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _cleared = true;
            Array.Clear(_key, 0, _key.Length);
            _signingKey?.Clear();
            _signingKey = null;
        }
    }

    public override string ToString() => MaskedSecretId;

    public static string Mask(string secretId) =>
        secretId.Length <= 12 ? "****" : secretId.Substring(0, 4) + "****" + secretId.Substring(secretId.Length - 4);

    private byte[] Derive(string date, string service)
    {
        byte[] prefixed = [(byte)'T', (byte)'C', (byte)'3', .. _key];
        byte[] dated = Hmac(prefixed, date), scoped = Hmac(dated, service);
        byte[] key = Hmac(scoped, ScopeEnd);
        foreach (byte[] step in new[] { prefixed, dated, scoped }) Array.Clear(step, 0, step.Length);
        return key;
    }

    private static byte[] Hmac(byte[] key, string text)
    {
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    private sealed class SigningKey
    {
        public SigningKey(string date, string service, byte[] key) => (Date, Service, Key) = (date, service, key);

        public string Date { get; }
        public string Service { get; }
        public byte[] Key { get; }

        public void Clear() => Array.Clear(Key, 0, Key.Length);
    }
}
