using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>What a checkpoint says of each item, at 40 to 80 bytes an item: the last record's place in the file, not the record.</summary>
internal sealed class CheckpointIndex<TRecord>
    where TRecord : class, IItemRecord
{
    /// <summary>A file that is smaller is not worth the trouble.</summary>
    private const int LeastToCompact = 64 * 1024;

    private const int TypicalLine = 256;
    private const int MostExpected = 1_000_000;

    private readonly Dictionary<IdHash, ItemState> _states;
    private CheckpointReader<TRecord> _reader;
    private readonly Func<string, TRecord> _newRecord;
    private DateTime _untimed;
    private long _needed; // bytes of lines, or parts of lines, that no later one has superseded

    /// <param name="stream">The file.</param>
    /// <param name="path">For errors.</param>
    /// <param name="newRecord">Makes the record of an id.</param>
    /// <param name="written">When the file was last written: that is when outcomes without a time were made, at the latest.</param>
    /// <param name="cancellation">Gives the reading up.</param>
    /// <exception cref="EssException">The file is damaged.</exception>
    /// <exception cref="OperationCanceledException">The reading was given up.</exception>
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

    /// <summary>Null where the file is new, or torn in its first line.</summary>
    public CheckpointHeader? Header { get; }

    /// <summary>The bytes up to the end of the last whole line.</summary>
    public long Length { get; }

    /// <summary>Whether the last whole line lacks its end, as an editor may leave it.</summary>
    public bool LineEndMissing { get; }

    /// <summary>When the outcomes that bear no time were made.</summary>
    public DateTime Untimed => _untimed;

    /// <summary>Whether more than half of the file is superseded.</summary>
    public bool IsWorthCompacting => Length > LeastToCompact && Length - _needed > Length / 2;

    public bool TryGet(string id, out ItemState state) => _states.TryGetValue(IdHash.Of(id), out state);

    /// <summary>Since when the item waits to be sent again; null where the service never answered about it.</summary>
    public DateTime? SinceOf(ItemState state) => state.MayBeSent && state.Reminders == 0 ? null : state.Since(_untimed);

    /// <summary>The last that the file says of an item.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public TRecord RecordOf(string id, ItemState state)
    {
        TRecord record = state.IsAnnounced ? OfAnnounced(id, state) : _reader.ReadAt(state.Place);
        record.History!.Recalled(record.IsReminder, _untimed);
        return record;
    }

    /// <summary>Hands over the last outcome of every item, once, in the order in which the file first names them.</summary>
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

    /// <summary>Writes what is needed of the file; its items have new places then, which <see cref="ReadFrom"/> reads.</summary>
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

    /// <summary>About what an id takes of an intent's line.</summary>
    private static int ShareOf(string id) => id.Length + 3;
}
