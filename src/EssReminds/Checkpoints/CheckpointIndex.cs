using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>What a checkpoint says about each item, in 40 to 80 bytes per item: the position of its last record, not the record.</summary>
internal sealed class CheckpointIndex<TRecord>
    where TRecord : class, IItemRecord
{
    /// <summary>Smaller files are not worth compacting.</summary>
    private const int LeastToCompact = 64 * 1024;

    private const int TypicalLine = 256;
    private const int MostExpected = 1_000_000;

    private readonly Dictionary<IdHash, ItemState> _states;
    private CheckpointReader<TRecord> _reader;
    private readonly Func<string, TRecord> _newRecord;
    private DateTime _untimed;
    private long _needed; // bytes of lines, or parts of lines, not superseded by a later one

    /// <param name="stream">The file.</param>
    /// <param name="path">For errors.</param>
    /// <param name="newRecord">Creates the record of an id.</param>
    /// <param name="written">When the file was last written: the latest possible time of outcomes that bear none.</param>
    /// <param name="cancellation">Cancels reading.</param>
    /// <exception cref="EssException">The file is damaged.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public CheckpointIndex(Stream stream, string path, Func<string, TRecord> newRecord, DateTime written, CancellationToken cancellation)
    {
        _newRecord = newRecord;
        _untimed = written;
        _states = new Dictionary<IdHash, ItemState>((int)Math.Min(stream.Length / TypicalLine, MostExpected));
        _reader = new CheckpointReader<TRecord>(stream, path, cancellation);
        Length = _reader.Read(Take, out CheckpointHeader? header, out bool lineEndMissing);
        Header = header;
        if (header?.Untimed is { } untimed) _untimed = untimed;
        LineEndMissing = lineEndMissing;
    }

    /// <summary>Null if the file is new, or its first line is torn.</summary>
    public CheckpointHeader? Header { get; }

    /// <summary>The length up to the end of the last whole line, in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether the last whole line lacks its line end, as some editors leave it.</summary>
    public bool LineEndMissing { get; }

    /// <summary>The time assumed for outcomes that bear none.</summary>
    public DateTime Untimed => _untimed;

    /// <summary>Whether more than half of the file is superseded.</summary>
    public bool IsWorthCompacting => Length > LeastToCompact && Length - _needed > Length / 2;

    public bool TryGet(string id, out ItemState state) => _states.TryGetValue(IdHash.Of(id), out state);

    /// <summary>Since when the item has been waiting to be sent again; null if the service never answered about it.</summary>
    public DateTime? SinceOf(ItemState state) => state.MayBeSent && state.Reminders == 0 ? null : state.Since(_untimed);

    /// <summary>The last record of an item.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public TRecord RecordOf(string id, ItemState state)
    {
        TRecord record = state.IsAnnounced ? OfAnnounced(id, state) : _reader.ReadAt(state.Place);
        record.History!.Recalled(record.IsReminder, _untimed);
        return record;
    }

    /// <summary>Passes on the last outcome of every item, once, in the order in which the file first names them.</summary>
    public void ForEach(Action<TRecord> take) => _reader.Read(
        (line, _) =>
        {
            foreach (string id in IdsOf(line))
            {
                if (!TryGet(id, out ItemState state) || state.IsHandedOver) continue;
                _states[IdHash.Of(id)] = state.AsHandedOver();
                take(RecordOf(id, state));
            }
        },
        out _, out _);

    /// <summary>
    /// Copies what is still needed of the file. The index then holds positions in the copy; switch to it with <see cref="ReadFrom"/>.
    /// </summary>
    /// <param name="target">An empty file, at its start.</param>
    public void MoveTo(Stream target)
    {
        CheckpointText.WriteHeader(target, Header!.Untimed is null && Header.Checkpoint == CheckpointHeader.FormatVersion
            ? Header
            : Header.Upgraded(_untimed));
        _reader.Read(
            (line, place) =>
            {
                foreach (string id in line.Sending ?? [])
                    if (TryGet(id, out ItemState state) && state.IsAnnounced) MoveTo(target, RecordOf(id, state));

                if (line.Record is { } record && TryGet(record.Id, out ItemState last) && last.IsAt(place)) MoveTo(target, record);
            },
            out _, out _);
    }

    /// <summary>Reads records from another stream from now on.</summary>
    public void ReadFrom(Stream moved) => _reader = _reader.Of(moved);

    private void MoveTo(Stream target, TRecord record)
    {
        long start = target.Position;
        CheckpointLine<TRecord>.WriteRecord(target, record);
        _states[IdHash.Of(record.Id)] = StateOf(record, new LinePlace(start, (int)(target.Position - start - 1)));
    }

    private static string[] IdsOf(CheckpointLine<TRecord> line) =>
        line.Sending ?? (line.Record is { } record ? [record.Id] : []);

    private TRecord OfAnnounced(string id, ItemState state)
    {
        TRecord record = _newRecord(id);
        record.Fail(ErrorId.UnknownInCheckpoint, ErrorId.UnknownInCheckpoint, Texts.Get("AnnouncedOnly"), null, inDoubt: true);
        record.History!.Time = state.Since(_untimed);
        record.History.Reminders = state.Reminders;
        record.History.EarlierSince = state.EarlierSince(_untimed);
        return record;
    }

    private static ItemState StateOf(TRecord record, LinePlace place)
    {
        ItemHistory history = record.History!;
        return ItemState.OfRecord(
            place,
            record.MayBeSent ? history.LastReminder : history.Time,
            history.Reminders ?? (record.IsReminder ? 1 : 0),
            record.MayBeSent,
            record.IsInDoubt);
    }

    private void Take(CheckpointLine<TRecord> line, LinePlace place)
    {
        foreach (string id in line.Sending ?? [])
        {
            ItemState before = Overtake(id);
            _states[IdHash.Of(id)] = ItemState.OfIntent(line.SendingTime, before);
            _needed += ShareOf(id);
        }

        if (line.Record is { } record)
        {
            Overtake(record.Id);
            _states[IdHash.Of(record.Id)] = StateOf(record, place);
            _needed += place.Length;
        }

        if (line.Header?.Untimed is { } untimed) _untimed = untimed;
    }

    private ItemState Overtake(string id)
    {
        if (TryGet(id, out ItemState before)) _needed -= before.IsAnnounced ? ShareOf(id) : before.Place.Length;
        return before;
    }

    /// <summary>Roughly the bytes that an id takes up in an intent's line.</summary>
    private static int ShareOf(string id) => id.Length + 3;
}
