using System;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>What all connections of a process with the same key and endpoint share: a gate per action, and the server's clock.</summary>
internal sealed class Account
{
    private static readonly ConcurrentDictionary<string, Account> Accounts = new(StringComparer.Ordinal);
    private static readonly Lazy<(SlotTable? Table, string? Problem)> Shared = new(OpenTable);

    private readonly ConcurrentDictionary<string, RateGate> _gates = new(StringComparer.Ordinal);
    private readonly string _name;
    private readonly SlotTable? _table = Shared.Value.Table;
    private double _requestsPerSecond;

    private Account(string name) => _name = name;

    public ServerClock Clock { get; } = new(Platform.Clock.System);

    /// <summary>Why the quota is not shared with other processes; null if it is.</summary>
    public string? NotSharedBecause => Shared.Value.Problem ?? _table?.Problem;

    public static Account For(string quotaKey, Uri endpoint, double requestsPerSecond)
    {
        // Hashed, so that a dump of the connection does not reveal the key's id.
        using var sha = SHA256.Create();
        string name = Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(quotaKey + "|" + endpoint.Authority)));
        Account account = Accounts.GetOrAdd(name, _ => new Account(name));
        Volatile.Write(ref account._requestsPerSecond, requestsPerSecond);
        foreach (RateGate gate in account._gates.Values) gate.Configure(requestsPerSecond);
        return account;
    }

    /// <summary>The gate of one action: the service counts each action separately.</summary>
    /// <param name="action">The action's name.</param>
    public RateGate GateOf(string action) => _gates.GetOrAdd(action, OpenGate);

    private RateGate OpenGate(string action)
    {
        Clock clock = Platform.Clock.System;
        Slots slots = _table is null ? new LocalSlots(clock) : new SharedSlots(_table, _name + "|" + action, clock);
        return new RateGate(Volatile.Read(ref _requestsPerSecond), slots, clock);
    }

    private static (SlotTable?, string?) OpenTable()
    {
        try
        {
            return SlotTable.DefaultPath is { } path ? (SlotTable.Open(path), null) : (null, Texts.Get("NoApplicationData"));
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            return (null, FileErrors.Describe(e));
        }
    }
}
