using System;
using System.IO;
using System.Text.Json;
using System.Threading;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>Where a line stands in the file.</summary>
internal readonly struct LinePlace
{
    public LinePlace(long offset, int length) => (Offset, Length) = (offset, length);

    public long Offset { get; }

    /// <summary>In bytes, without the line's end.</summary>
    public int Length { get; }
}

/// <summary>Reads the lines of a checkpoint from its start.</summary>
internal sealed class CheckpointReader<TRecord>
    where TRecord : class, IItemRecord
{
    /// <summary>An answer is 4 MB at most, so no line is longer than twice that.</summary>
    private const int LongestLine = 8 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly string _path;
    private readonly CancellationToken _cancellation;

    /// <param name="stream">The file.</param>
    /// <param name="path">For errors.</param>
    /// <param name="cancellation">Gives the reading of every line up, which takes seconds for a million flows.</param>
    public CheckpointReader(Stream stream, string path, CancellationToken cancellation) => (_stream, _path, _cancellation) = (stream, path, cancellation);

    /// <summary>Reads every line.</summary>
    /// <param name="take">Called for each line but the header.</param>
    /// <param name="header">The header; null where the file is empty, or torn in its first line.</param>
    /// <param name="lineEndMissing">Whether the last line is whole but for its end.</param>
    /// <returns>The length of the file up to the end of its last whole line: what follows is torn.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    /// <exception cref="EssException">A line other than the last is damaged, or the file cannot be read.</exception>
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
                if (end - start > LongestLine) throw Damaged(number + 1, Texts.Get("LineTooLong"));
                if (Fill(ref buffer, ref start, ref end, offset)) continue;
                if (start == end) return offset;
                lineEndMissing = true;
                lineEnd = end;
            }

            number++;
            int length = lineEnd - start;
            var text = new ReadOnlySpan<byte>(buffer, start, length);
            if ((number == 1 ? CheckpointLine<TRecord>.TryParseHeader(text) : CheckpointLine<TRecord>.TryParse(text)) is not { } line)
            {
                // A power cut leaves a torn or garbled last line: drop it. A file that never began as a checkpoint is not ours: refuse it.
                bool mayBeHeader = number > 1 || CheckpointText.MayBeHeader(text, buffer);
                bool isLast = lineEndMissing || (lineEnd + 1 == end && !Fill(ref buffer, ref start, ref end, offset));
                if (!isLast || !mayBeHeader) throw Damaged(number, Texts.Get("JsonMalformed"));
                lineEndMissing = false;
                return offset;
            }

            if (number == 1) RequireItems(line.Header!);
            if (number > 1) take(line, new LinePlace(offset, length));
            else if (line.Header!.Checkpoint == CheckpointHeader.FormatVersion) header = line.Header;
            else throw EssException.Of(ErrorId.CheckpointForeign, _path, Texts.Format("CheckpointVersion", line.Header.Checkpoint, CheckpointHeader.FormatVersion));

            if (lineEndMissing) return offset + length;
            offset += length + 1;
            start = lineEnd + 1;
        }
    }

    /// <summary>Reads the first line alone; null where it is no header.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public CheckpointHeader? ReadHeader()
    {
        var buffer = new byte[64 * 1024];
        int start = 0, end = 0;
        while (Array.IndexOf(buffer, (byte)'\n', 0, end) < 0 && end < LongestLine && Fill(ref buffer, ref start, ref end, 0))
        {
        }

        int length = Array.IndexOf(buffer, (byte)'\n', 0, end);
        return CheckpointLine<TRecord>.TryParseHeader(new ReadOnlySpan<byte>(buffer, 0, length < 0 ? end : length))?.Header;
    }

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

    /// <summary>Before the other lines, which would seem damaged.</summary>
    private void RequireItems(CheckpointHeader header)
    {
        string? ours = CheckpointItems.Of<TRecord>();
        if (header.Checkpoint == CheckpointHeader.FormatVersion && header.Items != ours)
            throw EssException.Of(ErrorId.CheckpointForeign, _path, Texts.Format(
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

    private EssException NotReadable(Exception e) => EssException.Of(ErrorId.CheckpointNotReadable, e, _path, e.Message);
}
