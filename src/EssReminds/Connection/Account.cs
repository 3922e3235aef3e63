using System;
using System.Collections.Concurrent;
using System.IO;

namespace EssReminds.Connection;

/// <summary>What every connection with the same key and endpoint shares in a process: the gate and the server's clock.</summary>
internal sealed class Account
{
    private static readonly ConcurrentDictionary<string, Account> Accounts = new(StringComparer.Ordinal);
    private static readonly Lazy<(SlotTable? Table, string? Problem)> Shared = new(OpenTable);

    private Account(string name, double requestsPerSecond)
    {
        (SlotTable? table, NotSharedBecause) = Shared.Value;
        Gate = new RateGate(requestsPerSecond, table is null ? new LocalSlots() : new SharedSlots(table, name), Platform.Clock.System);
    }

    public RateGate Gate { get; }

    public ServerClock Clock { get; } = new(Platform.Clock.System);

    /// <summary>Why the quota is not shared with other processes; null where it is.</summary>
    public string? NotSharedBecause { get; }

    public static Account For(string quotaKey, Uri endpoint, double requestsPerSecond)
    {
        string name = quotaKey + "|" + endpoint.Authority;
        Account account = Accounts.GetOrAdd(name, _ => new Account(name, requestsPerSecond));
        account.Gate.Configure(requestsPerSecond);
        return account;
    }

    private static (SlotTable?, string?) OpenTable()
    {
        try
        {
            return SlotTable.DefaultPath is { } path ? (SlotTable.Open(path), null) : (null, Texts.Get("NoApplicationData"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return (null, e.Message);
        }
    }
}
