using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>
/// Slots that all processes of one user on one machine share: a small memory-mapped table with a row for each account,
/// advanced by compare-and-swap, so that a process killed at any point leaves it whole.
/// </summary>
internal sealed unsafe class SharedSlots : Slots
{
    private readonly SlotTable _table;
    private readonly long _account;
    private int _row;

    /// <param name="table">The table.</param>
    /// <param name="account">Key and endpoint; only a hash of it reaches the table.</param>
    public SharedSlots(SlotTable table, string account)
    {
        using var sha = SHA256.Create();
        _table = table;
        _account = BitConverter.ToInt64(sha.ComputeHash(Encoding.UTF8.GetBytes(account)), 0) | 1;
        _row = table.Find(_account);
    }

    protected override long Read()
    {
        // After hours of idleness the row may have gone to another account.
        if (Volatile.Read(ref _table.Account(_row)) != _account) _row = _table.Find(_account);
        return Volatile.Read(ref _table.Next(_row));
    }

    protected override bool TryAdvance(long seen, long next) =>
        Interlocked.CompareExchange(ref _table.Next(_row), next, seen) == seen;
}

/// <summary>The file behind <see cref="SharedSlots"/>: 256 rows of two 64-bit words, an account's hash and its next slot.</summary>
internal sealed unsafe class SlotTable : IDisposable
{
    private const int Rows = 256;
    private static readonly long Forgotten = TimeSpan.FromHours(1).Ticks;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _words;

    private SlotTable(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, Rows * 16);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _words = (long*)start;
    }

    /// <summary>Where the table of this user lies; null where the user has no folder for application data.</summary>
    public static string? DefaultPath =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } folder
            ? Path.Combine(folder, "EssReminds", "slots")
            : null;

    public static SlotTable Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length < Rows * 16) stream.SetLength(Rows * 16);
        return new SlotTable(MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false));
    }

    public ref long Account(int row) => ref _words[2 * row];

    public ref long Next(int row) => ref _words[2 * row + 1];

    /// <summary>The account's row; an empty or a long unused one is claimed where it has none.</summary>
    public int Find(long account)
    {
        int first = (int)((ulong)account % Rows);
        for (int i = 0; i < Rows; i++)
        {
            int row = (first + i) % Rows;
            long owner = Volatile.Read(ref Account(row));
            if (owner == account) return row;
            if (owner == 0 && Claim(row, owner, account)) return row;
        }

        for (int i = 0; i < Rows; i++)
        {
            int row = (first + i) % Rows;
            long owner = Volatile.Read(ref Account(row));
            if (Math.Abs(Clock.System.Ticks - Volatile.Read(ref Next(row))) > Forgotten && Claim(row, owner, account)) return row;
        }

        return first; // 256 busy accounts: sharing a row with one of them is slow, not wrong
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private bool Claim(int row, long owner, long account)
    {
        long found = Interlocked.CompareExchange(ref Account(row), account, owner);
        return found == owner || found == account;
    }
}
