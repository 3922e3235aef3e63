using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>
/// The file behind <see cref="SharedSlots"/>: a small memory-mapped table with a row for each account, its hash first and
/// then its line, of which the first word is the next slot. Rows are given out under a lock that all processes share.
/// </summary>
internal sealed unsafe class SlotTable : IDisposable
{
    private const int Rows = 256;

    /// <summary>A row whose next slot is past by more than this tells nothing any more: an empty one would give the same.</summary>
    private static readonly long Forgotten = TimeSpan.FromSeconds(30).Ticks;

    /// <summary>A slot that lies ahead by a few of these may be a real one.</summary>
    private static readonly long LongestInterval = (long)(TimeSpan.TicksPerSecond / Pace.Slowest);

    /// <summary>Who holds the lock does so for microseconds; a process that was suspended meanwhile must not stop the others.</summary>
    private static readonly long LongestWait = TimeSpan.FromMilliseconds(250).Ticks;

    private static readonly int Width = 1 + SharedSlots.RowWords;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _words;

    private SlotTable(string path, MemoryMappedFile file)
    {
        _path = path;
        _file = file;
        _view = file.CreateViewAccessor(0, Size);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _words = (long*)start;
    }

    /// <summary>Where the table of this user lies; null where the user has no folder for application data.</summary>
    public static string? DefaultPath =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } folder
            ? Path.Combine(folder, "EssReminds", "slots")
            : null;

    private static long Size => Rows * Width * sizeof(long);

    public static SlotTable Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream? alone = Lock(path);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            // Written, and not only made long: of a disk without room for it the mapped memory would tell by ending the process.
            if (stream.Length < Size)
            {
                stream.Position = stream.Length;
                stream.Write(new byte[Size], 0, (int)(Size - stream.Length));
                stream.Flush(flushToDisk: true);
            }
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        return new SlotTable(path, MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false));
    }

    public ref long Account(int row) => ref _words[row * Width];

    /// <summary>A word of the row's line.</summary>
    public ref long Word(int row, int index) => ref _words[row * Width + 1 + index];

    /// <summary>The account's row; an empty or a forgotten one becomes its own where it has none.</summary>
    /// <returns>The row and the account in it: another one where 256 are busy, and sharing a row is slow, but not wrong.</returns>
    public (int Row, long Owner) Find(long account)
    {
        using FileStream? alone = Lock(_path);
        int first = (int)((ulong)account % Rows);
        int row = Search(first, row => Account(row) == account)
            ?? Search(first, row => Account(row) == 0)
            ?? Search(first, IsForgotten)
            ?? -1;
        if (row < 0) return (first, Account(first));
        if (Account(row) == account) return (row, account);

        Volatile.Write(ref Word(row, 0), 0);
        Volatile.Write(ref Account(row), account);
        return (row, account);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static int? Search(int first, Func<int, bool> suits)
    {
        for (int i = 0; i < Rows; i++)
        {
            int row = (first + i) % Rows;
            if (suits(row)) return row;
        }

        return null;
    }

    private bool IsForgotten(int row)
    {
        long next = Volatile.Read(ref Word(row, 0)), now = Clock.System.Ticks;
        return now - next > Forgotten || Slots.IsOfAnotherStart(next, now, LongestInterval);
    }

    /// <summary>A lock that goes with its process; null where it is not to be had, and the caller goes on without.</summary>
    private static FileStream? Lock(string path)
    {
        long until = Clock.System.Ticks + LongestWait;
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Clock.System.Ticks < until)
            {
                Thread.Sleep(1);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
