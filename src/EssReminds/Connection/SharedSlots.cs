using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace EssReminds.Connection;

/// <summary>
/// Slots that all processes of one user on one machine share: a row of a <see cref="SlotTable"/>. Where the file fails, this
/// process goes on with what it knows, as if it were alone.
/// </summary>
internal sealed class SharedSlots : Slots
{
    private readonly SlotTable _table;
    private readonly long _owner;
    private int _place = -1;
    private IDisposable? _lock;

    /// <param name="table">The table.</param>
    /// <param name="account">Key, endpoint and action; only a hash of them reaches the table.</param>
    /// <param name="clock">The clock of all who use the table.</param>
    public SharedSlots(SlotTable table, string account, Clock clock)
        : base(table.Sync, clock)
    {
        using var sha = SHA256.Create();
        _table = table;
        _owner = BitConverter.ToInt64(sha.ComputeHash(Encoding.UTF8.GetBytes(account + "|" + Boot())), 0) | 1;
    }

    protected override void Load()
    {
        if (_table.Problem is not null) return;
        try
        {
            _lock = _table.Lock();
            if (_place >= 0 && _table.TryRead(_place, _owner, Row)) return;

            // New here, or the file was cut short, or the row went to another account while it was not used. In a new place
            // we go on with what we know.
            _place = _table.Find(_owner, Clock.Ticks);
            if (_place >= 0) _table.TryRead(_place, _owner, Row);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            _table.Fail(e);
        }
    }

    protected override void Save()
    {
        try
        {
            Row.Owner = _owner;
            if (_place >= 0 && _table.Problem is null) _table.Write(_place, Row);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            _table.Fail(e);
        }
        finally
        {
            _lock?.Dispose();
            _lock = null;
        }
    }

    /// <summary>A home can be shared by machines, and outlives a reboot: clocks with nothing in common get rows of their own.</summary>
    private static string Boot()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id");
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            return Environment.MachineName;
        }
    }
}
