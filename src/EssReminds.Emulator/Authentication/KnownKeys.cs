using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>The keys that an emulator accepts; they can change while it runs.</summary>
public sealed class KnownKeys
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal KnownKeys()
    {
        Add(new EmulatorKey(EmulatorKeys.SecretId, EmulatorKeys.SecretKey));
        Add(new EmulatorKey(EmulatorKeys.DocumentationSecretId, EmulatorKeys.DocumentationSecretKey));
    }

    /// <summary>Accepts a key from now on, in place of one with the same id.</summary>
    public void Add(EmulatorKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _entries[key.SecretId] = new Entry(key);
    }

    /// <summary>Ends a temporary key at once: calls made with it fail with AuthFailure.TokenFailure.</summary>
    /// <returns>Whether the key was known.</returns>
    public bool Expire(string secretId)
    {
        if (!_entries.TryGetValue(secretId, out Entry? entry)) return false;
        Add(entry.Key with { ExpiresAt = DateTimeOffset.MinValue });
        return true;
    }

    /// <summary>Forgets a key: calls made with it fail with AuthFailure.SecretIdNotFound.</summary>
    /// <returns>Whether the key was known.</returns>
    public bool Remove(string secretId) => _entries.TryRemove(secretId, out _);

    internal Entry? Find(string secretId) => _entries.GetValueOrDefault(secretId);

    /// <summary>A key and, since deriving one costs three HMACs, each product's signing key of the day that was asked for last.</summary>
    internal sealed class Entry(EmulatorKey key)
    {
        private readonly ConcurrentDictionary<string, DaysKey> _daysKeys = new(StringComparer.Ordinal);

        public EmulatorKey Key => key;

        public byte[] SigningKey(string date, string service)
        {
            if (_daysKeys.TryGetValue(service, out DaysKey? daysKey) && daysKey.Date == date) return daysKey.Bytes;
            _daysKeys[service] = daysKey = new DaysKey(date, RequestSignature.SigningKey(key.SecretKey, date, service));
            return daysKey.Bytes;
        }

        private sealed record DaysKey(string Date, byte[] Bytes);
    }
}
