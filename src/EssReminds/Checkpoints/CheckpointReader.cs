using System;
using System.IO;
using System.Text.Json;
using System.Threading;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>The position of a line in the file.</summary>
internal readonly struct LinePlace
{
    public LinePlace(long offset, int length) => (Offset, Length) = (offset, length);

    public long Offset { get; }

    /// <summary>In bytes, without the line end.</summary>
    public int Length { get; }
}

/// <summary>Reads the lines of a checkpoint from the start.</summary>
internal sealed class CheckpointReader<TRecord>
    where TRecord : class, IItemRecord
{
    /// <summary>An answer is 4 MB at most, so no line is longer than twice that.</summary>
    private const int LongestLine = 8 * 1024 * 1024;

    /// <summary>The byte that fills allocated room that was never written. No line contains it.</summary>
    private const byte Hole = 0;

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly Stream _stream;
    private readonly string _path;
    private readonly CancellationToken _cancellation;

    /// <param name="stream">The file.</param>
    /// <param name="path">For errors.</param>
    /// <param name="cancellation">Cancels reading all lines, which takes seconds for a million flows.</param>
    public CheckpointReader(Stream stream, string path, CancellationToken cancellation) =>
        (_stream, _path, _cancellation) = (stream, path, cancellation);

    /// <summary>A reader like this one for another stream.</summary>
    public CheckpointReader<TRecord> Of(Stream stream) => new(stream, _path, _cancellation);

    /// <summary>Reads every line.</summary>
    /// <param name="take">Called for each line but the header.</param>
    /// <param name="header">The header; null if the file is empty, or its first line is torn.</param>
    /// <param name="lineEndMissing">Whether the last line is whole except for its line end.</param>
    /// <returns>The length up to the end of the last whole line: what follows is torn, or reserved room.</returns>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    /// <exception cref="EssException">A line before the last append is damaged, or the file cannot be read.</exception>
    public long Read(Action<CheckpointLine<TRecord>, LinePlace> take, out CheckpointHeader? header, out bool lineEndMissing)
    {
        header = null;
        lineEndMissing = false;
        var buffer = new byte[256 * 1024];
        int start = 0, end = 0, number = 0;
        long offset = 0; // of buffer[start] in the file
        while (true)
        {
            int lineEnd = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (lineEnd < 0)
            {
                bool isHole = number > 0 && Array.IndexOf(buffer, Hole, start, end - start) >= 0;
                if (end - start > LongestLine && !isHole) throw Damaged(number + 1, Texts.Get("LineTooLong"));
                if (!isHole && Fill(ref buffer, ref start, ref end, offset)) continue;
                if (start == end) return offset;
                lineEndMissing = true;
                lineEnd = end;
            }

            number++;
            if (number == 1 && StartsWithMark(buffer, lineEnd)) (start, offset) = (Mark.Length, Mark.Length);
            int length = lineEnd - start;
            var text = new ReadOnlySpan<byte>(buffer, start, length);
            if ((number == 1 ? CheckpointLine<TRecord>.TryParseHeader(text) : CheckpointLine<TRecord>.TryParse(text)) is not { } line)
            {
                // A power cut leaves a torn or garbled last line, or a hole of zeros in what was appended last: drop it. A file
                // that never began as a checkpoint is not ours: refuse it.
                bool isOurs = number > 1 || CheckpointText.MayBeHeader(text, buffer);
                int hole = number > 1 ? text.IndexOf(Hole) : -1;
                bool isLast = hole >= 0
                    ? IsInLastAppend(offset + hole, header!.Checkpoint)
                    : lineEndMissing || (lineEnd + 1 == end && !Fill(ref buffer, ref start, ref end, offset));
                if (!isLast || !isOurs) throw Damaged(number, Texts.Get("JsonMalformed"));
                lineEndMissing = false;
                return offset;
            }

            if (number == 1) RequireItems(line.Header!);
            if (number > 1) take(line, new LinePlace(offset, length));
            else if (line.Header!.Checkpoint is CheckpointHeader.FormatVersion or CheckpointHeader.UntimedVersion) header = line.Header;
            else throw Foreign(line.Header.Checkpoint);

            if (line.Header is { Checkpoint: CheckpointHeader.FormatVersion }) header!.Checkpoint = CheckpointHeader.FormatVersion;
            if (lineEndMissing) return offset + length;
            offset += length + 1;
            start = lineEnd + 1;
        }
    }

    /// <summary>Reads only the first line; null if it is not a header.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public CheckpointHeader? ReadHeader()
    {
        var buffer = new byte[64 * 1024];
        int start = 0, end = 0;
        while (Array.IndexOf(buffer, (byte)'\n', 0, end) < 0 && end < LongestLine && Fill(ref buffer, ref start, ref end, 0))
        {
        }

        int lineEnd = Array.IndexOf(buffer, (byte)'\n', 0, end);
        var line = new ReadOnlySpan<byte>(buffer, 0, lineEnd < 0 ? end : lineEnd);
        return CheckpointLine<TRecord>.TryParseHeader(line.StartsWith(Mark) ? line.Slice(Mark.Length) : line)?.Header;
    }

    /// <summary>
    /// Whether everything after a hole belongs to the same append: then it was never flushed, so no call that it announces was sent. The
    /// first line of each append starts with a blank; in version 1 none did, so there only zeros may follow.
    /// </summary>
    private bool IsInLastAppend(long hole, int version)
    {
        var buffer = new byte[64 * 1024];
        bool lineStarts = false;
        for (long offset = hole; ;)
        {
            int read = ReadAt(offset, buffer, 0);
            if (read == 0) return true;
            offset += read;
            for (int i = 0; i < read; i++)
            {
                bool isOther = version == CheckpointHeader.UntimedVersion ? buffer[i] != Hole : buffer[i] == CheckpointText.AppendStart;
                if (lineStarts && isOther) return false;
                lineStarts = buffer[i] == (byte)'\n';
            }
        }
    }

    /// <summary>Whether the first line starts with a byte-order mark, as editors add it.</summary>
    private static bool StartsWithMark(byte[] buffer, int lineEnd) => buffer.AsSpan(0, lineEnd).StartsWith(Mark);

    /// <summary>Reads one line again.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public TRecord ReadAt(LinePlace place)
    {
        var buffer = new byte[place.Length];
        for (int read = 0; read < buffer.Length;)
        {
            int count = ReadAt(place.Offset + read, buffer, read);
            if (count == 0) throw NotReadable(new EndOfStreamException());
            read += count;
        }

        return CheckpointLine<TRecord>.TryParse(buffer)?.Record ?? throw NotReadable(new JsonException());
    }

    /// <summary>Checked before the other lines, which would look damaged.</summary>
    private void RequireItems(CheckpointHeader header)
    {
        string? ours = CheckpointItems.Of<TRecord>();
        if (header is { Checkpoint: CheckpointHeader.FormatVersion or CheckpointHeader.UntimedVersion } && header.Items != ours)
            throw EssException.OfText(ErrorId.CheckpointForeign, "CheckpointOtherKind", null, _path, Texts.Format(
                "CheckpointItems", CheckpointItems.Describe(header.Items), CheckpointItems.Describe(ours)));
    }

    private bool Fill(ref byte[] buffer, ref int start, ref int end, long offset)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (start > 0)
        {
            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        int read = ReadAt(offset + end, buffer, end);
        end += read;
        return read > 0;
    }

    private int ReadAt(long offset, byte[] buffer, int start)
    {
        try
        {
            _stream.Position = offset;
            return _stream.Read(buffer, start, buffer.Length - start);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw NotReadable(e);
        }
    }

    private EssException Damaged(int line, string why) => EssException.Of(ErrorId.CheckpointDamaged, _path, line, why);

    private EssException Foreign(int version) =>
        EssException.OfText(
            ErrorId.CheckpointForeign, "CheckpointOtherVersion", null,
            _path, Texts.Format("CheckpointVersion", version, CheckpointHeader.FormatVersion));

    private EssException NotReadable(Exception e) => EssException.Of(ErrorId.CheckpointNotReadable, e, _path, FileErrors.Describe(e));
}
