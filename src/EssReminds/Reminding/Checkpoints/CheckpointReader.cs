using System;
using System.IO;
using System.Text.Json;
using EssReminds.Resources;

namespace EssReminds.Reminding.Checkpoints;

/// <summary>Where a line stands in the file.</summary>
internal readonly struct LinePlace
{
    public LinePlace(long offset, int length) => (Offset, Length) = (offset, length);

    public long Offset { get; }

    /// <summary>In bytes, without the line's end.</summary>
    public int Length { get; }
}

/// <summary>Reads the lines of a checkpoint from its start.</summary>
internal sealed class CheckpointReader
{
    /// <summary>An answer is 4 MB at most, so no line is longer than twice that.</summary>
    private const int LongestLine = 8 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly string _path;

    public CheckpointReader(Stream stream, string path) => (_stream, _path) = (stream, path);

    /// <summary>Reads every line.</summary>
    /// <param name="take">Called for each line but the header.</param>
    /// <param name="header">The header; null where the file is empty, or torn in its first line.</param>
    /// <returns>The length of the file up to the end of its last whole line: what follows is torn.</returns>
    /// <exception cref="EssException">A line other than the last is damaged.</exception>
    public long Read(Action<CheckpointLine, LinePlace> take, out CheckpointLine? header)
    {
        header = null;
        var buffer = new byte[256 * 1024];
        int start = 0, end = 0, number = 0;
        long offset = 0; // of buffer[start] in the file
        _stream.Position = 0;
        while (true)
        {
            int lineEnd = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (lineEnd < 0)
            {
                if (end - start > LongestLine) throw Damaged(number + 1, Texts.Get("LineTooLong"));
                if (!Fill(ref buffer, ref start, ref end)) return offset;
                continue;
            }

            number++;
            int length = lineEnd - start;
            if (!TryParse(buffer, start, length, number, out CheckpointLine? line))
            {
                // A machine that lost its power may leave a whole, but senseless last line.
                bool isLast = lineEnd + 1 == end && !Fill(ref buffer, ref start, ref end);
                return isLast ? offset : throw Damaged(number, Texts.Get("JsonMalformed"));
            }

            if (number == 1) header = line;
            else take(line!, new LinePlace(offset, length));
            offset += length + 1;
            start = lineEnd + 1;
        }
    }

    /// <summary>Reads one line again.</summary>
    public CheckpointLine ReadAt(LinePlace place)
    {
        var buffer = new byte[place.Length];
        _stream.Position = place.Offset;
        for (int read = 0; read < buffer.Length;)
        {
            int count = _stream.Read(buffer, read, buffer.Length - read);
            if (count == 0) throw new EndOfStreamException();
            read += count;
        }

        return CheckpointLine.Parse(buffer, 0, buffer.Length);
    }

    private static bool TryParse(byte[] buffer, int start, int length, int number, out CheckpointLine? line)
    {
        try
        {
            line = CheckpointLine.Parse(buffer, start, length);
            return number == 1
                ? line.Checkpoint is not null
                : line.Sending is not null || line is { FlowId: not null, Outcome: not null };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            line = null;
            return false;
        }
    }

    private bool Fill(ref byte[] buffer, ref int start, ref int end)
    {
        if (start > 0)
        {
            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        int read = _stream.Read(buffer, end, buffer.Length - end);
        end += read;
        return read > 0;
    }

    private EssException Damaged(int line, string why) => EssException.Of(ErrorId.CheckpointDamaged, _path, line, why);
}
