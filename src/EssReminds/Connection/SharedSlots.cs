using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace EssReminds.Connection;

/// <summary>
/// Slots shared by all processes of one user on one machine: a row of a <see cref="SlotTable"/>. If the file fails, this process continues
/// with what it knows, as if it were alone.
/// </summary>
internal sealed class SharedSlots : Slots
{
    private readonly SlotTable _table;
    private readonly long _owner;
    private int _place = -1;
    private IDisposable? _lock;

    /// <param name="table">The table.</param>
    /// <param name="account">Key, endpoint and action; the table stores only their hash.</param>
    /// <param name="clock">The clock shared by all users of the table.</param>
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

            // First use, or the file was truncated, or another account took the row over while it was stale. In a new row we continue from
            // our own state.
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

    /// <summary>A home folder may be shared by machines and outlives a reboot: unrelated clocks get separate rows.</summary>
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
