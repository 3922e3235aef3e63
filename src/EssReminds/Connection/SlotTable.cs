using System;
using System.IO;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>
/// A file with a row per account and action, read and written in place under a lock shared by all processes. Not memory-mapped: touching a
/// mapped page that the file has lost (truncated, NFS, full disk) kills the process (SIGBUS). File access costs 13 microseconds of CPU time
/// per row, where the mapping cost 0.1: negligible beside the 880 that a call of 100 flows costs.
/// </summary>
internal sealed class SlotTable : IDisposable
{
    private const int Rows = 256;

    /// <summary>The lock is held for microseconds, but a process suspended while holding it must not block the others.</summary>
    private static readonly long LongestWait = TimeSpan.FromMilliseconds(250).Ticks;

    private readonly FileStream _file;
    private readonly string _lockPath;
    private readonly byte[] _bytes = new byte[SlotRow.Size];

    private SlotTable(FileStream file, string lockPath) => (_file, _lockPath) = (file, lockPath);

    /// <summary>The path of this user's table; null if the user has no application data folder.</summary>
    public static string? DefaultPath =>
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } folder
            ? Path.Combine(folder, "EssReminds", "slots2") // not "slots", whose rows have a different layout
            : null;

    /// <summary>Locked by callers within the process before they use the table.</summary>
    public object Sync { get; } = new();

    /// <summary>Why the file is no longer used; null while it is.</summary>
    public string? Problem { get; private set; }

    public static SlotTable Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Unbuffered: a buffer would hide what other processes have written since.
        var file = new FileStream(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        return new SlotTable(file, path + ".lock");
    }

    /// <summary>Stops using the file for the rest of the process.</summary>
    public void Fail(Exception cause) => Problem = FileErrors.Describe(cause);

    /// <summary>Reads a row.</summary>
    /// <returns>False if the row is not the owner's; then <paramref name="row"/> is unchanged.</returns>
    public bool TryRead(int place, long owner, SlotRow row)
    {
        ReadAt(place * (long)SlotRow.Size, _bytes);
        if (BitConverter.ToInt64(_bytes, 0) != owner) return false;
        row.Read(_bytes, SlotRow.Size);
        return true;
    }

    public void Write(int place, SlotRow row)
    {
        row.Write(_bytes);
        _file.Position = place * (long)SlotRow.Size;
        _file.Write(_bytes, 0, _bytes.Length);
        _file.Flush();
    }

    /// <summary>The owner's row, otherwise an empty or stale one that it may take; -1 if all 256 rows are in use by others.</summary>
    public int Find(long owner, long now)
    {
        byte[] all = new byte[Rows * SlotRow.Size];
        ReadAt(0, all);
        var header = new SlotRow();
        var headerBytes = new byte[SlotRow.HeaderSize];
        int first = (int)((ulong)owner % Rows), free = -1;
        for (int i = 0; i < Rows; i++)
        {
            int place = (first + i) % Rows;
            Buffer.BlockCopy(all, place * SlotRow.Size, headerBytes, 0, headerBytes.Length);
            header.Read(headerBytes, headerBytes.Length);
            if (header.Owner == owner) return place;
            if (free < 0 && (header.Owner == 0 || header.IsStale(now))) free = place;
        }

        return free;
    }

    /// <summary>
    /// Takes a lock that the system releases when the process dies; null if it cannot be had, and the caller continues without.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder was deleted.</exception>
    public IDisposable? Lock()
    {
        long until = Clock.System.Ticks + LongestWait;
        while (true)
        {
            try
            {
                return new FileStream(_lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException e) when (FileErrors.IsInUse(e) && Clock.System.Ticks < until)
            {
                Thread.Sleep(1);
            }
            catch (Exception e) when (e is IOException and not DirectoryNotFoundException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads from a position in the file; past its end the bytes are zero.</summary>
    private void ReadAt(long position, byte[] bytes)
    {
        _file.Position = position;
        int count = 0;
        while (count < bytes.Length && _file.Read(bytes, count, bytes.Length - count) is > 0 and var read) count += read;
        Array.Clear(bytes, count, bytes.Length - count);
    }
}
