using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace EssReminds.Checkpoints;

/// <summary>
/// Appends to a checkpoint file. Whatever callers append during a flush is written together and flushed next (group commit). An intent
/// reserves room for its outcomes, so that a full disk stops a call before it is sent rather than losing its outcome.
/// </summary>
internal sealed class CheckpointLog : IDisposable
{
    /// <summary>A file of at most this length can only contain a byte-order mark, and the header comes next.</summary>
    private const int LongestMark = 3;

    private static readonly byte[] Zeros = new byte[64 * 1024];

    private readonly object _queue = new();
    private readonly Stream _stream;
    private readonly string _path;
    private List<LogEntry> _waiting = [];
    private bool _writing;
    private long _end;
    private long _length;
    private long _room; // bytes behind the end, reserved by calls without an outcome
    private EssException? _full; // no more intents; outcomes fit into the room still reserved
    private EssException? _broken; // no more writes at all: they would follow half a line

    /// <param name="stream">The file, opened exclusively.</param>
    /// <param name="path">For errors.</param>
    /// <param name="end">The end of its last whole line; anything behind it is cut off.</param>
    /// <exception cref="EssException">The file cannot be written.</exception>
    public CheckpointLog(Stream stream, string path, long end)
    {
        _stream = stream;
        _path = path;
        _end = end;
        _length = stream.Length;
        if (_length > end) CutTo(end);
    }

    /// <summary>The lock to hold while reading the stream.</summary>
    public object Position { get; } = new();

    /// <summary>Appends while nobody else does. The data is on disk when this returns.</summary>
    /// <exception cref="EssException">The file cannot be written.</exception>
    public void Append(Action<Stream> writeTo)
    {
        LogEntry entry = LogEntry.Of(writeTo);
        Write([entry], mark: _end > LongestMark && entry.IsLine);
        if (_broken is not null) throw _broken;
    }

    /// <summary>Appends an intent and reserves room for its outcomes.</summary>
    /// <returns>Completes once it is on disk.</returns>
    /// <exception cref="EssException">The file cannot be written, or there is no room.</exception>
    public Task AppendIntentAsync(Action<Stream> writeTo, long room) => AppendAsync(LogEntry.Of(writeTo, room: room));

    /// <summary>Appends outcomes into the room reserved for them.</summary>
    /// <param name="writeTo">Writes them.</param>
    /// <param name="writeBrieflyTo">Writes them shortened, so that they always fit into the room.</param>
    /// <param name="room">How much was reserved for them; released by this call.</param>
    /// <returns>Completes once they are on disk.</returns>
    /// <exception cref="EssException">There is no room, so they were written shortened; or the file cannot be written.</exception>
    public Task AppendOutcomesAsync(Action<Stream> writeTo, Action<Stream> writeBrieflyTo, long room) =>
        AppendAsync(LogEntry.Of(writeTo, writeBrieflyTo, -room));

    /// <summary>Cuts off the room still reserved, and closes the file.</summary>
    public void Dispose()
    {
        lock (Position)
        {
            if (_broken is null && _length > _end && _stream.CanWrite) TryCutTo(_end);
            _broken ??= NotWritable(new ObjectDisposedException(nameof(CheckpointLog)));
            _stream.Dispose();
        }
    }

    private Task AppendAsync(LogEntry entry)
    {
        lock (_queue)
        {
            _waiting.Add(entry);
            if (!_writing)
            {
                _writing = true;
                Task.Run(WriteWaiting);
            }
        }

        return entry.Written;
    }

    private void WriteWaiting()
    {
        while (true)
        {
            List<LogEntry> entries;
            lock (_queue)
            {
                entries = _waiting;
                _waiting = [];
                if (entries.Count == 0)
                {
                    _writing = false;
                    return;
                }
            }

            Write(entries, mark: true);
        }
    }

    private void Write(List<LogEntry> entries, bool mark)
    {
        try
        {
            lock (Position)
            {
                if (_broken is not null) throw _broken;
                TakeRoom(entries, mark);
                Put(entries, mark);
            }

            Flush();
        }
        catch (EssException)
        {
        }
        catch (Exception e)
        {
            Break(e);
        }

        foreach (LogEntry entry in entries) entry.Complete(_broken ?? entry.Refused);
    }

    /// <summary>Makes sure that everything fits even if the disk is full: in room already allocated, or with shorter texts.</summary>
    private void TakeRoom(List<LogEntry> entries, bool mark)
    {
        long needed = _end + (mark ? 1 : 0) + entries.Sum(entry => entry.Text.Length + entry.Room) + _room;
        if (_full is null && (needed <= _length || TryExtendTo(needed))) return;

        foreach (LogEntry intent in entries.Where(entry => entry.IsIntent)) intent.Refuse(_full!);
        foreach (LogEntry outcomes in entries.Where(entry => !entry.IsIntent && entry.Text.Length > -entry.Room)) outcomes.Shorten(_full!);
    }

    /// <summary>Writes zeros instead of setting the length, which leaves a sparse hole that a full disk cannot fill later.</summary>
    private bool TryExtendTo(long length)
    {
        long before = _length;
        try
        {
            _stream.Position = before;
            for (long left = length - before; left > 0; left -= Zeros.Length) _stream.Write(Zeros, 0, (int)Math.Min(left, Zeros.Length));
            _length = length;
            return true;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            _full = NotWritable(e);
            TryCutTo(before);
            return false;
        }
    }

    private void Put(List<LogEntry> entries, bool mark)
    {
        var text = new MemoryStream();
        if (mark) text.WriteByte(CheckpointText.AppendStart);
        long room = _room;
        foreach (LogEntry entry in entries.Where(entry => !entry.IsRefusedIntent))
        {
            entry.Text.WriteTo(text);
            room += entry.Room;
        }

        if (text.Length <= (mark ? 1 : 0)) return;
        _stream.Position = _end;
        _stream.Write(text.GetBuffer(), 0, (int)text.Length);
        _end += text.Length;
        _length = Math.Max(_length, _end);
        _room = Math.Max(0, room);
    }

    private void Flush()
    {
        // .NET Framework's FileStream flushes its own buffer first, so it needs the lock; elsewhere reads need not wait for the disk.
        if (!NetFramework.IsHere) FlushToDisk();
        else lock (Position) FlushToDisk();
    }

    private void FlushToDisk()
    {
        if (_stream is FileStream file) file.Flush(flushToDisk: true);
        else _stream.Flush();
    }

    private void Break(Exception e)
    {
        lock (Position)
        {
            if (_broken is null) TryCutTo(_end); // if a torn line remains, the next open repairs it
            _broken ??= NotWritable(e);
        }
    }

    private void CutTo(long length)
    {
        try
        {
            _stream.SetLength(length);
            _length = length;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw NotWritable(e);
        }
    }

    private void TryCutTo(long length)
    {
        try
        {
            CutTo(length);
        }
        catch (EssException)
        {
            // What remains behind the end is not a line, and the next open cuts it off.
        }
    }

    private EssException NotWritable(Exception e) => EssException.Of(ErrorId.CheckpointNotWritable, e, _path, FileErrors.Describe(e));
}
