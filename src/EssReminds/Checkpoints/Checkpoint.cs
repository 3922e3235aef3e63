using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>
/// The memory of a run that outlives its process: items are written to the file before their call is sent, and outcomes as soon as they are
/// known. Written by the run's tasks, queried by its pipeline thread.
/// </summary>
internal sealed class Checkpoint<TRecord> : IDisposable
    where TRecord : class, IItemRecord
{
    /// <summary>
    /// Calls that are announced and wait at the gate. Fewer could not use the whole quota where a flush takes 50 ms; more would leave more
    /// items in doubt if the process is killed.
    /// </summary>
    private const int MaximumAhead = 8;

    /// <summary>The room reserved for an outcome besides its id: without long texts, any outcome fits.</summary>
    private const int RoomForOutcome = 448;

    private const int LongestCharacter = 3;

    private readonly SemaphoreSlim _ahead = new(MaximumAhead);
    private readonly string _path;
    private readonly CheckpointSettings _settings;
    private readonly CheckpointIndex<TRecord> _index;
    private readonly CheckpointLog? _log; // null if the file is opened read-only
    private readonly CheckpointFile _file;

    /// <param name="stream">The file, opened exclusively.</param>
    /// <param name="path">For errors.</param>
    /// <param name="run">The header of this run.</param>
    /// <param name="newRecord">Creates the record of an id.</param>
    /// <param name="settings">How the run uses the checkpoint.</param>
    /// <param name="cancellation">Cancels reading.</param>
    /// <exception cref="EssException">The file is damaged, belongs to another run, or cannot be written.</exception>
    public Checkpoint(
        Stream stream, string path, CheckpointHeader run, Func<string, TRecord> newRecord,
        CheckpointSettings? settings = null, CancellationToken cancellation = default)
        : this(new CheckpointFile(stream, path), run, newRecord, settings ?? new CheckpointSettings(), cancellation)
    {
    }

    private Checkpoint(
        CheckpointFile file, CheckpointHeader? run, Func<string, TRecord> newRecord,
        CheckpointSettings settings, CancellationToken cancellation)
    {
        _path = file.Path;
        _settings = settings;
        _file = file;
        _index = new CheckpointIndex<TRecord>(file.Stream, _path, newRecord, file.Written, cancellation);
        if (run is not null) _index.Header?.RequireSame(run, _path);
        if (!file.Stream.CanWrite) return;

        if (_index.IsWorthCompacting)
        {
            if (file.TryReplace(_index.MoveTo)) _index.ReadFrom(file.Stream);
            else _index = new CheckpointIndex<TRecord>(file.Stream, _path, newRecord, file.Written, cancellation);
        }

        _log = new CheckpointLog(file.Stream, _path, file.IsReplaced ? file.Stream.Length : _index.Length);
        if (_index.LineEndMissing && !file.IsReplaced) _log.Append(CheckpointText.WriteLineEnd);
        if (_index.Header is null && run is not null) _log.Append(text => CheckpointText.WriteHeader(text, run));
        else if (_index.Header?.Checkpoint == CheckpointHeader.UntimedVersion && !file.IsReplaced)
            _log.Append(text => CheckpointText.WriteHeader(text, _index.Header.Upgraded(_index.Untimed)));
    }

    /// <summary>Opens or creates the file of a run.</summary>
    /// <exception cref="EssException">The file is in use, damaged, belongs to another run, or cannot be opened.</exception>
    public static Checkpoint<TRecord> Open(
        string path, CheckpointHeader run, Func<string, TRecord> newRecord, CheckpointSettings settings, CancellationToken cancellation) =>
        Open(CheckpointFile.OpenForRun(path, settings, cancellation), run, newRecord, settings, cancellation);

    /// <summary>Opens the file without changing it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The header of a run that sends nothing; null to open any run's file.</param>
    /// <param name="newRecord">Creates the record of an id.</param>
    /// <param name="settings">How it is used.</param>
    /// <param name="cancellation">Cancels reading.</param>
    /// <exception cref="EssException">The file is in use, damaged, belongs to another run, or cannot be opened.</exception>
    public static Checkpoint<TRecord> OpenForReading(
        string path, CheckpointHeader? run, Func<string, TRecord> newRecord, CheckpointSettings settings, CancellationToken cancellation) =>
        Open(CheckpointFile.OpenForReading(path, settings.Clock, cancellation), run, newRecord, settings, cancellation);

    /// <summary>Opens an existing file, no matter whose runs it belongs to, so that outcomes can be entered by hand.</summary>
    /// <exception cref="EssException">The file is in use, damaged, or cannot be opened.</exception>
    public static Checkpoint<TRecord> OpenToSettle(
        string path, Func<string, TRecord> newRecord, CheckpointSettings settings, CancellationToken cancellation) =>
        File.Exists(path)
            ? Open(CheckpointFile.OpenForRun(path, settings, cancellation), null, newRecord, settings, cancellation)
            : throw EssException.Of(ErrorId.CheckpointNotReadable, path, Texts.Get("NoSuchFile"));

    private static Checkpoint<TRecord> Open(
        CheckpointFile file, CheckpointHeader? run, Func<string, TRecord> newRecord,
        CheckpointSettings settings, CancellationToken cancellation)
    {
        try
        {
            return new Checkpoint<TRecord>(file, run, newRecord, settings, cancellation);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Passes on the last outcome of every item in a file, in the order in which the items were first sent.</summary>
    /// <exception cref="EssException">The file is in use, damaged, or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static void ForEachRecord(string path, Func<string, TRecord> newRecord, Action<TRecord> take, CancellationToken cancellation)
    {
        using CheckpointFile file = CheckpointFile.OpenForReading(path, Clock.System, cancellation);
        new CheckpointIndex<TRecord>(file.Stream, path, newRecord, file.Written, cancellation).ForEach(take);
    }

    /// <summary>The kind of items in a file; null for flows, and if the file does not say.</summary>
    /// <exception cref="EssException">The file is in use, or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static string? ItemsOf(string path, CancellationToken cancellation)
    {
        using CheckpointFile file = CheckpointFile.OpenForReading(path, Clock.System, cancellation);
        return new CheckpointReader<TRecord>(file.Stream, path, cancellation).ReadHeader()?.Items;
    }

    /// <summary>The record that an earlier run left of an item; null if that run did not send it, or failed to.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public TRecord? Find(string id) => _index.TryGet(id, out ItemState state) && !state.MayBeSent ? RecordOf(id, state) : null;

    /// <summary>Whether an item is to be sent.</summary>
    /// <param name="id">The item.</param>
    /// <param name="resendUnknown">Whether to send it again even though it was perhaps carried out.</param>
    /// <param name="known">
    /// The record that an earlier run left: the outcome if the item is not to be sent, the doubt if it is; null if there is nothing to
    /// report.
    /// </param>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public bool IsDue(string id, bool resendUnknown, out TRecord? known)
    {
        known = null;
        if (!_index.TryGet(id, out ItemState state)) return true;

        string? skip = _settings.Policy is { } policy
            ? policy.Judge(state.Reminders, _index.SinceOf(state), _settings.Clock.UtcNow.UtcDateTime)
            : state.MayBeSent ? null : SkipReasons.AlreadySent;
        if (skip is null) return true;

        known = RecordOf(id, state);
        if (state.IsInDoubt && resendUnknown && skip != SkipReasons.TooOften) return true;
        known.History!.SkipReason = skip;
        return false;
    }

    /// <summary>Whether a call that perhaps reminded these items may be resent without reminding any of them too often.</summary>
    public bool MayRemindAgain(IReadOnlyList<TRecord> records) => _settings.Policy is not { } policy || records.All(record =>
    {
        _index.TryGet(record.Id, out ItemState before);
        return policy.Allows(before.Reminders + record.History!.RemindedNow);
    });

    /// <summary>Announces a call for these items; completes once the intent is on disk.</summary>
    /// <param name="ids">The items.</param>
    /// <param name="cancellation">Cancels the wait for a permit, but not an intent that is being written.</param>
    /// <returns>A permit for an announced call that waits at the gate; dispose of it once the call has passed.</returns>
    /// <exception cref="EssException">The file cannot be written: the call must not be sent.</exception>
    public async Task<IDisposable> AnnounceAsync(string[] ids, CancellationToken cancellation)
    {
        Permit place = await Permit.WaitAsync(_ahead, cancellation).ConfigureAwait(false);
        try
        {
            DateTime now = _settings.Clock.UtcNow.UtcDateTime;
            await _log!.AppendIntentAsync(text => CheckpointText.WriteIntent(text, ids, now), ids.Sum(RoomFor)).ConfigureAwait(false);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Records the outcomes of announced items; completes once they are on disk.</summary>
    /// <exception cref="EssException">The file cannot be written, or only with shortened texts.</exception>
    public Task RecordAsync(IReadOnlyList<TRecord> records)
    {
        foreach (TRecord record in records) CountReminders(record);
        return _log!.AppendOutcomesAsync(
            text => Write(text, CheckpointLine<TRecord>.WriteRecord),
            text => Write(text, CheckpointLine<TRecord>.WriteBriefRecord),
            records.Sum(record => RoomFor(record.Id)));

        void Write(Stream text, Action<Stream, TRecord> write)
        {
            foreach (TRecord record in records) write(text, record);
        }
    }

    /// <summary>Replaces a doubt with the outcome that somebody found out. It is on disk when this returns.</summary>
    /// <param name="id">The item.</param>
    /// <param name="settle">Sets the record's outcome.</param>
    /// <returns>The record; null if the file has no doubt about the item.</returns>
    /// <exception cref="EssException">The file cannot be read or written.</exception>
    public TRecord? Settle(string id, Action<TRecord> settle)
    {
        if (FindDoubt(id) is not { } record) return null;
        settle(record);
        ItemHistory history = record.History!;
        history.FromCheckpoint = false;
        if (!record.IsReminder)
        {
            history.Reminders = Math.Max(0, (history.Reminders ?? 1) - 1);
            // Files of earlier builds lack EarlierSince; without the fallback the item would seem to have waited forever.
            history.LastReminder = history.Reminders > 0 ? history.EarlierSince ?? history.Time : null;
        }

        history.EarlierSince = null;
        _log!.Append(text => CheckpointLine<TRecord>.WriteRecord(text, record));
        return record;
    }

    /// <summary>The record of an item that was perhaps carried out; null if the file has no doubt about it.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public TRecord? FindDoubt(string id) => _index.TryGet(id, out ItemState state) && state.IsInDoubt ? RecordOf(id, state) : null;

    public void Dispose()
    {
        _log?.Dispose();
        _file.Dispose();
    }

    private void CountReminders(TRecord record)
    {
        _index.TryGet(record.Id, out ItemState before);
        ItemHistory history = record.History!;
        // A doubt already in the file may have outlived a refusal of the new call; any other reminder was sent by this run.
        bool isNew = record.IsReminder && !(record.IsInDoubt && before.IsInDoubt);
        int now = Math.Max(history.RemindedNow, isNew ? 1 : 0);
        history.Reminders = before.Reminders + now;
        history.LastReminder = now > 0 ? history.Time : LastReminderOf(record.Id, before);
        if (!record.IsInDoubt) history.EarlierSince = null;
        else if (now > 0) history.EarlierSince = before.Reminders > 0 ? _index.SinceOf(before) : null;
    }

    private DateTime? LastReminderOf(string id, ItemState state) =>
        state.Reminders > 0 ? RecordOf(id, state).History!.LastReminder : null;

    private TRecord RecordOf(string id, ItemState state)
    {
        lock (_log?.Position ?? this) return _index.RecordOf(id, state);
    }

    private static long RoomFor(string id) => RoomForOutcome + LongestCharacter * id.Length;
}
