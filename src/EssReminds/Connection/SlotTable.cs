using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>
/// The file behind <see cref="SharedSlots"/>: a small memory-mapped table with a row for each account, its hash first and
/// then its line, of which the first word is the next slot. Rows are found and claimed by compare-and-swap.
/// </summary>
internal sealed unsafe class SlotTable : IDisposable
{
    private const int Rows = 256;

    /// <summary>A row whose next slot is past by more than this tells nothing any more: an empty one would give the same.</summary>
    private static readonly long Forgotten = TimeSpan.FromSeconds(30).Ticks;

    private static readonly int Width = 1 + SharedSlots.RowWords;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _words;

    private SlotTable(MemoryMappedFile file)
    {
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

        return new SlotTable(MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false));
    }

    public ref long Account(int row) => ref _words[row * Width];

    /// <summary>A word of the row's line.</summary>
    public ref long Word(int row, int index) => ref _words[row * Width + 1 + index];

    /// <summary>The account's row; an empty or a forgotten one is claimed where it has none.</summary>
    public int Find(long account)
    {
        int first = (int)((ulong)account % Rows);
        return Search(first, account, (_, _) => false)
            ?? Search(first, account, (_, owner) => owner == 0)
            ?? Search(first, account, (row, _) => IsForgotten(row))
            ?? first; // 256 busy accounts: sharing a row with one of them is slow, not wrong
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    // Whether the row is the account's own is asked last and in every search: another process may be claiming it meanwhile.
    private int? Search(int first, long account, Func<int, long, bool> claimable)
    {
        for (int i = 0; i < Rows; i++)
        {
            int row = (first + i) % Rows;
            long owner = Volatile.Read(ref Account(row));
            if (owner != account && claimable(row, owner)) Interlocked.CompareExchange(ref Account(row), account, owner);
            if (Volatile.Read(ref Account(row)) == account) return row;
        }

        return null;
    }

    // A slot far ahead was left by a clock that has started anew since.
    private bool IsForgotten(int row) => Math.Abs(Clock.System.Ticks - Volatile.Read(ref Word(row, 0))) > Forgotten;
}
