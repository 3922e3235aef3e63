using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>What a checkpoint says of each item, at 30 to 70 bytes an item: the last record's place in the file, not the record.</summary>
internal sealed class CheckpointIndex<TRecord>
    where TRecord : class, IItemRecord
{
    private const int LengthBits = 24;

    // No place is negative.
    private const long Announced = -1;
    private const long HandedOver = -2;

    private readonly Dictionary<IdHash, long> _last = [];
    private readonly CheckpointReader<TRecord> _reader;
    private readonly Func<string, TRecord> _newRecord;

    /// <param name="stream">The file.</param>
    /// <param name="path">For errors.</param>
    /// <param name="newRecord">Makes the record of an id.</param>
    /// <param name="cancellation">Gives the reading up.</param>
    /// <exception cref="EssException">The file is damaged.</exception>
    /// <exception cref="OperationCanceledException">The reading was given up.</exception>
    public CheckpointIndex(Stream stream, string path, Func<string, TRecord> newRecord, CancellationToken cancellation)
    {
        _newRecord = newRecord;
        _reader = new CheckpointReader<TRecord>(stream, path, cancellation);
        Length = _reader.Read(Take, out CheckpointHeader? header, out bool lineEndMissing);
        Header = header;
        LineEndMissing = lineEndMissing;
    }

    /// <summary>Null where the file is new, or torn in its first line.</summary>
    public CheckpointHeader? Header { get; }

    /// <summary>The bytes up to the end of the last whole line.</summary>
    public long Length { get; }

    /// <summary>Whether the last whole line lacks its end, as an editor may leave it.</summary>
    public bool LineEndMissing { get; }

    /// <summary>The last that the file says of an item; null where it says nothing.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public TRecord? Find(string id) => !_last.TryGetValue(IdHash.Of(id), out long number) ? null : number switch
    {
        HandedOver => null,
        Announced => OfAnnounced(id),
        _ => _reader.ReadAt(PlaceOf(number)),
    };

    /// <summary>Hands over the last outcome of every item, once, in the order in which the file first names them.</summary>
    public void ForEach(Action<TRecord> take) => _reader.Read(
        (line, _) =>
        {
            foreach (string id in line.Sending ?? [line.Record!.Id])
            {
                if (Find(id) is not { } record) continue;
                _last[IdHash.Of(id)] = HandedOver;
                take(record);
            }
        },
        out _, out _);

    private TRecord OfAnnounced(string id)
    {
        TRecord record = _newRecord(id);
        record.Fail(ErrorId.UnknownInCheckpoint, ErrorId.UnknownInCheckpoint, Texts.Get("AnnouncedOnly"), null, inDoubt: true);
        return record;
    }

    private static long NumberOf(LinePlace place) => (place.Offset << LengthBits) | (uint)place.Length;

    private static LinePlace PlaceOf(long number) => new(number >> LengthBits, (int)number & ((1 << LengthBits) - 1));

    private void Take(CheckpointLine<TRecord> line, LinePlace place)
    {
        foreach (string id in line.Sending ?? []) _last[IdHash.Of(id)] = Announced;
        if (line.Record is { } record) _last[IdHash.Of(record.Id)] = NumberOf(place);
    }
}
