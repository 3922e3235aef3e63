using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using EssReminds.Protocol;
using EssReminds.Resources;

namespace EssReminds.Reminding.Checkpoints;

/// <summary>What a checkpoint says of each flow, at 30 to 60 bytes a flow: the last outcome's place in the file, not the outcome.</summary>
internal sealed class CheckpointIndex
{
    private const int OutcomeBits = 4;
    private const int LengthBits = 24;

    // No outcome has these numbers.
    private const long Announced = (1 << OutcomeBits) - 1;
    private const long HandedOver = Announced - 1;

    private readonly FlowIdMap _last = new(withNumbers: true);
    private readonly CheckpointReader _reader;

    /// <exception cref="EssException">The file is damaged.</exception>
    /// <exception cref="OperationCanceledException">The reading was given up.</exception>
    public CheckpointIndex(Stream stream, string path, CancellationToken cancellation)
    {
        _reader = new CheckpointReader(stream, path, cancellation);
        Length = _reader.Read(Take, out CheckpointLine? header, out bool lineEndMissing);
        Header = header;
        LineEndMissing = lineEndMissing;
    }

    /// <summary>Null where the file is new, or torn in its first line.</summary>
    public CheckpointLine? Header { get; }

    /// <summary>The bytes up to the end of the last whole line.</summary>
    public long Length { get; }

    /// <summary>Whether the last whole line lacks its end, as an editor may leave it.</summary>
    public bool LineEndMissing { get; }

    /// <summary>The last that the file says of a flow; null where it says nothing.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public RemindFlowRecord? Find(string id) => _last.Get(id) switch
    {
        null or HandedOver => null,
        Announced => OfAnnounced(id),
        { } number => RecordOf(_reader.ReadAt(PlaceOf(number))),
    };

    /// <summary>Hands over the last outcome of every flow, once, in the order in which the file first names them.</summary>
    public void ForEach(Action<RemindFlowRecord> take) => _reader.Read(
        (line, _) =>
        {
            foreach (string id in line.Sending ?? [line.FlowId!])
            {
                if (Find(id) is not { } record) continue;
                _last.Set(id, HandedOver);
                take(record);
            }
        },
        out _, out _);

    private static RemindFlowRecord OfAnnounced(string id) => new(id)
    {
        Outcome = RemindOutcome.Unknown,
        ErrorCode = ErrorId.UnknownInCheckpoint,
        ErrorMessage = Texts.Get("AnnouncedOnly"),
    };

    private static RemindFlowRecord RecordOf(CheckpointLine line) => new(line.FlowId!)
    {
        Outcome = line.Outcome!.Value,
        CanRemind = line.CanRemind,
        RemindMessage = line.RemindMessage,
        ErrorCode = line.ErrorCode,
        ErrorMessage = line.ErrorMessage,
        RequestId = line.RequestId,
    };

    private static long NumberOf(CheckpointLine line, LinePlace place) =>
        (place.Offset << (OutcomeBits + LengthBits)) | ((long)place.Length << OutcomeBits) | (long)line.Outcome!.Value;

    private static LinePlace PlaceOf(long number) =>
        new(number >> (OutcomeBits + LengthBits), (int)(number >> OutcomeBits) & ((1 << LengthBits) - 1));

    private void Take(CheckpointLine line, LinePlace place)
    {
        foreach (string id in line.Sending ?? []) _last.Set(id, Announced);
        if (line.FlowId is not null) _last.Set(line.FlowId, NumberOf(line, place));
    }
}
