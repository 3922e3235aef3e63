using System;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>
/// Slots that all processes of one user on one machine share: a row for each account in a <see cref="SlotTable"/>.
/// </summary>
internal sealed class SharedSlots : Slots
{
    private readonly SlotTable _table;
    private readonly long _account;
    private int _row;
    private long _owner; // the account in the row: ours, or where all rows are busy the one that we share it with

    /// <param name="table">The table.</param>
    /// <param name="account">Key and endpoint; only a hash of it reaches the table.</param>
    public SharedSlots(SlotTable table, string account)
    {
        using var sha = SHA256.Create();
        _table = table;
        _account = BitConverter.ToInt64(sha.ComputeHash(Encoding.UTF8.GetBytes(account)), 0) | 1;
        Locate();
    }

    /// <summary>The 64-bit words that a row needs behind its account.</summary>
    public static int RowWords => Words;

    protected override ref long Word(int index)
    {
        // After a long rest the row may have gone to another account.
        if (Volatile.Read(ref _table.Account(_row)) != _owner) Locate();
        return ref _table.Word(_row, index);
    }

    private void Locate() => (_row, _owner) = _table.Find(_account);
}
