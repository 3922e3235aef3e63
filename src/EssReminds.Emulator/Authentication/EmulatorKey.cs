using System;

namespace EssReminds.Emulator;

/// <summary>A key that the emulator accepts.</summary>
/// <param name="SecretId">Names the account; the quota is counted by it.</param>
/// <param name="SecretKey">Signs.</param>
/// <param name="Token">A temporary key's token, which calls must send as X-TC-Token; null for a permanent key.</param>
/// <param name="ExpiresAt">When a temporary key ends, by the emulator's calendar.</param>
public sealed record EmulatorKey(string SecretId, string SecretKey, string? Token = null, DateTimeOffset? ExpiresAt = null);
