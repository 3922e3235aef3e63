using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>The keys that an emulator accepts; may be changed while it runs.</summary>
public sealed class KnownKeys
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal KnownKeys()
    {
        Add(new EmulatorKey(EmulatorKeys.SecretId, EmulatorKeys.SecretKey));
        Add(new EmulatorKey(EmulatorKeys.DocumentationSecretId, EmulatorKeys.DocumentationSecretKey));
    }

    /// <summary>Accepts a key from now on; replaces any key with the same id.</summary>
    public void Add(EmulatorKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _entries[key.SecretId] = new Entry(key);
    }

    /// <summary>Expires a key immediately: calls made with it fail with AuthFailure.TokenFailure.</summary>
    /// <returns>Whether the key was known.</returns>
    public bool Expire(string secretId)
    {
        if (!_entries.TryGetValue(secretId, out Entry? entry)) return false;
        Add(entry.Key with { ExpiresAt = DateTimeOffset.MinValue });
        return true;
    }

    /// <summary>Removes a key: calls made with it fail with AuthFailure.SecretIdNotFound.</summary>
    /// <returns>Whether the key was known.</returns>
    public bool Remove(string secretId) => _entries.TryRemove(secretId, out _);

    internal Entry? Find(string secretId) => _entries.GetValueOrDefault(secretId);

    /// <summary>A key and a cache of its latest signing key for each product, since deriving one takes three HMACs.</summary>
    internal sealed class Entry(EmulatorKey key)
    {
        private readonly ConcurrentDictionary<string, DailyKey> _signingKeys = new(StringComparer.Ordinal);

        public EmulatorKey Key => key;

        public byte[] SigningKey(string date, string service)
        {
            if (_signingKeys.TryGetValue(service, out DailyKey? dailyKey) && dailyKey.Date == date) return dailyKey.Bytes;
            _signingKeys[service] = dailyKey = new DailyKey(date, RequestSignature.SigningKey(key.SecretKey, date, service));
            return dailyKey.Bytes;
        }

        private sealed record DailyKey(string Date, byte[] Bytes);
    }
}
