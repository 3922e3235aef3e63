using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Emulator;

/// <summary>The buffers that one call needs. They are pooled, so a busy emulator allocates next to nothing.</summary>
internal sealed class CallState
{
    /// <summary>The service's limit for signed POST requests.</summary>
    private const int LargestBody = 10 * 1024 * 1024;

    private byte[] _body = new byte[8 * 1024];
    private int _length;

    public ReadOnlyMemory<byte> Body => _body.AsMemory(0, _length);

    public bool BodyRead { get; private set; }

    public bool TooLarge { get; private set; }

    public ReminderCall Request { get; } = new();

    public AnswerBuffer Answer { get; } = new();

    /// <summary>Where raw requests are recorded, this one's record.</summary>
    public RecordedCall? Record { get; set; }

    public void Clear()
    {
        _length = 0;
        BodyRead = TooLarge = false;
        Answer.Clear();
        Record = null;
    }

    public async ValueTask ReadBodyAsync(HttpRequest request)
    {
        PipeReader reader = request.BodyReader;
        BodyRead = true;
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            foreach (ReadOnlyMemory<byte> segment in result.Buffer) Append(segment.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted) return;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        TooLarge |= _length + bytes.Length > LargestBody;
        if (TooLarge) return;
        if (_body.Length < _length + bytes.Length) Array.Resize(ref _body, Math.Max(_length + bytes.Length, _body.Length * 2));
        bytes.CopyTo(_body.AsSpan(_length));
        _length += bytes.Length;
    }
}
