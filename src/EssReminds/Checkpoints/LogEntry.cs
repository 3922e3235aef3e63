using System;
using System.IO;
using System.Threading.Tasks;

namespace EssReminds.Checkpoints;

/// <summary>What one caller appends to a checkpoint file.</summary>
internal sealed class LogEntry
{
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Stream>? _writeBrieflyTo;

    private LogEntry(MemoryStream text, Action<Stream>? writeBrieflyTo, long room) =>
        (Text, _writeBrieflyTo, Room) = (text, writeBrieflyTo, room);

    public MemoryStream Text { get; private set; }

    /// <summary>How much room behind the end it reserves; if negative, releases.</summary>
    public long Room { get; }

    public bool IsIntent => Room > 0;

    /// <summary>Whether it is more than a missing line end.</summary>
    public bool IsLine => Text.Length > 1;

    public EssException? Refused { get; private set; }

    public bool IsRefusedIntent => IsIntent && Refused is not null;

    public Task Written => _written.Task;

    public static LogEntry Of(Action<Stream> writeTo, Action<Stream>? writeBrieflyTo = null, long room = 0) =>
        new(TextOf(writeTo), writeBrieflyTo, room);

    public void Refuse(EssException why) => Refused = why;

    public void Shorten(EssException why)
    {
        Refused = why;
        if (_writeBrieflyTo is { } writeTo) Text = TextOf(writeTo);
    }

    public void Complete(EssException? failure)
    {
        if (failure is null) _written.SetResult(true);
        else _written.SetException(failure);
    }

    private static MemoryStream TextOf(Action<Stream> writeTo)
    {
        var text = new MemoryStream();
        writeTo(text);
        return text;
    }
}
