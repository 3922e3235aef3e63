using System;

namespace EssReminds.Emulator;

/// <summary>A key that the emulator accepts.</summary>
/// <param name="SecretId">Identifies the account; quotas are counted per SecretId.</param>
/// <param name="SecretKey">The secret that requests are signed with.</param>
/// <param name="Token">A temporary key's token, which calls must send as X-TC-Token; null for a permanent key.</param>
/// <param name="ExpiresAt">When a temporary key expires, by the emulator's clock.</param>
public sealed record EmulatorKey(string SecretId, string SecretKey, string? Token = null, DateTimeOffset? ExpiresAt = null);
