using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace EssReminds.Tests.Checkpoints;

/// <summary>A disk under a checkpoint that records what was flushed, can be full, and outlives the checkpoint.</summary>
internal sealed class CheckpointDisk : Stream
{
    private readonly object _lock = new();
    private readonly MemoryStream _written = new();
    private byte[] _flushed = [];

    /// <summary>How many bytes it holds; a write beyond fails after writing as many as fit.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>What a write beyond the capacity throws.</summary>
    public Func<Exception> Full { get; init; } = () => new IOException("No space left on device");

    /// <summary>Called before each flush, while others may write.</summary>
    public Action OnFlush { get; set; } = static () => { };

    /// <summary>Called before each read.</summary>
    public Action OnRead { get; set; } = static () => { };

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => _written.Length;
    public override long Position { get => _written.Position; set => _written.Position = value; }

    public byte[] Bytes
    {
        get { lock (_lock) return _written.ToArray(); }
    }

    /// <summary>The length without the zeros that were allocated in advance.</summary>
    public int End => Array.FindLastIndex(Bytes, b => b != 0) + 1;

    public int Flushes { get; private set; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The complete lines that would survive a power cut.</summary>
    public IReadOnlyList<string> Flushed
    {
        get { lock (_lock) return [.. Encoding.UTF8.GetString(_flushed).Split('\n').SkipLast(1)]; }
    }

    /// <summary>All flows that the flushed lines announce as being sent.</summary>
    public IReadOnlySet<string> Announced => Flushed.Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.TryGetProperty("Sending", out _))
        .SelectMany(line => line.GetProperty("Sending").EnumerateArray().Select(id => id.GetString()!)).ToHashSet();

    /// <summary>The last outcome of each flow in the flushed lines.</summary>
    public IReadOnlyDictionary<string, string> Outcomes => Flushed.Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.TryGetProperty("FlowId", out _))
        .GroupBy(line => line.GetProperty("FlowId").GetString()!)
        .ToDictionary(lines => lines.Key, lines => lines.Last().GetProperty("Outcome").GetString()!);

    public override void Flush()
    {
        byte[] written = Bytes;
        OnFlush();
        lock (_lock) (_flushed, Flushes) = (written, Flushes + 1);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        OnRead();
        return _written.Read(buffer, offset, count);
    }

    public override long Seek(long offset, SeekOrigin origin) => _written.Seek(offset, origin);

    public override void SetLength(long value)
    {
        lock (_lock) _written.SetLength(value);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        int fitting = (int)Math.Clamp(Capacity - Position, 0, count);
        lock (_lock) _written.Write(buffer, offset, fitting);
        if (fitting < count) throw Full();
    }
}
