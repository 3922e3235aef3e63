using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>
/// The memory of a run that outlives its process: before a call goes out its items stand in the file, and so does each
/// outcome as soon as it is known. Written by the tasks of a run, asked by its pipeline thread.
/// </summary>
internal sealed class Checkpoint<TRecord> : IDisposable
    where TRecord : class, IItemRecord
{
    private readonly object _lock = new();
    private readonly Stream _stream;
    private readonly string _path;
    private readonly CheckpointIndex<TRecord> _index;
    private long _end;
    private EssException? _broken;

    /// <param name="stream">The file, held exclusively.</param>
    /// <param name="path">For errors.</param>
    /// <param name="run">The header of this run.</param>
    /// <param name="newRecord">Makes the record of an id.</param>
    /// <param name="cancellation">Gives the reading up.</param>
    /// <exception cref="EssException">The file is damaged, belongs to another run, or cannot be written.</exception>
    public Checkpoint(Stream stream, string path, CheckpointHeader run, Func<string, TRecord> newRecord, CancellationToken cancellation = default)
    {
        _stream = stream;
        _path = path;
        _index = new CheckpointIndex<TRecord>(stream, path, newRecord, cancellation);
        _end = _index.Length;
        if (_index.Header is { } header) RequireSame(header, run);
        if (!stream.CanWrite) return;
        if (stream.Length > _end) Guard(() => stream.SetLength(_end));
        if (_index.LineEndMissing) Append(CheckpointText.WriteLineEnd);
        if (_index.Header is null) Append(text => CheckpointText.WriteHeader(text, run));
    }

    /// <summary>Opens or creates the file of a run.</summary>
    /// <inheritdoc cref="Checkpoint(Stream, string, CheckpointHeader, Func{string, TRecord}, CancellationToken)" path="/exception"/>
    public static Checkpoint<TRecord> Open(string path, CheckpointHeader run, Func<string, TRecord> newRecord, CancellationToken cancellation) =>
        Open(CheckpointFile.OpenForRun(path), path, run, newRecord, cancellation);

    /// <summary>Opens the file for a run that sends nothing, and leaves it as it is.</summary>
    /// <inheritdoc cref="Checkpoint(Stream, string, CheckpointHeader, Func{string, TRecord}, CancellationToken)" path="/exception"/>
    public static Checkpoint<TRecord> OpenForReading(string path, CheckpointHeader run, Func<string, TRecord> newRecord, CancellationToken cancellation) =>
        Open(CheckpointFile.OpenForReading(path), path, run, newRecord, cancellation);

    private static Checkpoint<TRecord> Open(FileStream stream, string path, CheckpointHeader run, Func<string, TRecord> newRecord, CancellationToken cancellation)
    {
        try
        {
            return new Checkpoint<TRecord>(stream, path, run, newRecord, cancellation);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Hands over the last outcome of every item of a file, in the order in which they were first sent.</summary>
    /// <exception cref="EssException">The file is in use, damaged, or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was given up.</exception>
    public static void ForEachRecord(string path, Func<string, TRecord> newRecord, Action<TRecord> take, CancellationToken cancellation)
    {
        using FileStream stream = CheckpointFile.OpenForReading(path);
        new CheckpointIndex<TRecord>(stream, path, newRecord, cancellation).ForEach(take);
    }

    /// <summary>What the records of a file are about; null for flows, and where the file does not say.</summary>
    /// <exception cref="EssException">The file is in use, or cannot be read.</exception>
    public static string? ItemsOf(string path)
    {
        using FileStream stream = CheckpointFile.OpenForReading(path);
        return new CheckpointReader<TRecord>(stream, path, default).ReadHeader()?.Items;
    }

    /// <summary>What an earlier run of this file left of an item; null where that run did not send it, or failed to: it may be sent.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public TRecord? Find(string id)
    {
        lock (_lock) return _index.Find(id) is { MayBeSent: false } record ? record : null;
    }

    /// <summary>A call for these items is about to go out. On the disk when this returns.</summary>
    /// <exception cref="EssException">The file cannot be written: the call must not go out.</exception>
    public void Announce(string[] ids) => Append(text => CheckpointText.WriteIntent(text, ids));

    /// <summary>What became of these items. On the disk when this returns.</summary>
    /// <exception cref="EssException">The file cannot be written.</exception>
    public void Record(IReadOnlyList<TRecord> records) => Append(text =>
    {
        foreach (TRecord record in records) CheckpointLine<TRecord>.WriteRecord(text, record);
    });

    public void Dispose()
    {
        lock (_lock)
        {
            _stream.Dispose();
        }
    }

    private void RequireSame(CheckpointHeader header, CheckpointHeader run)
    {
        Require("CheckpointEndpoint", header.Endpoint, run.Endpoint);
        Require("CheckpointProduct", header.NamedProduct, run.NamedProduct);
        Require("CheckpointApplication", header.AppId, run.AppId);
        Require("CheckpointOperator", header.OperatorUserId ?? header.OperatorOpenId, run.OperatorUserId ?? run.OperatorOpenId);
        Require(
            "CheckpointOrganization",
            header.ProxyOrganizationId ?? header.OrganizationOpenId, run.ProxyOrganizationId ?? run.OrganizationOpenId);
    }

    private void Require(string text, object? theirs, object? ours)
    {
        if (!Equals(theirs, ours)) throw EssException.Of(ErrorId.CheckpointForeign, _path, Texts.Format(text, theirs ?? "-", ours ?? "-"));
    }

    private void Append(Action<Stream> writeTo)
    {
        using var text = new MemoryStream();
        writeTo(text);
        lock (_lock)
        {
            Guard(() =>
            {
                _stream.Position = _end;
                _stream.Write(text.GetBuffer(), 0, (int)text.Length);
                if (_stream is FileStream file) file.Flush(flushToDisk: true);
                else _stream.Flush();
                _end += text.Length;
            });
        }
    }

    /// <summary>After one failed write there is no other: it would stand behind half a line.</summary>
    private void Guard(Action write)
    {
        if (_broken is not null) throw _broken;
        try
        {
            write();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            _broken = EssException.Of(ErrorId.CheckpointNotWritable, e, _path, e.Message);
            CutBack();
            throw _broken;
        }
    }

    private void CutBack()
    {
        try
        {
            _stream.SetLength(_end);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The torn line stays, and is repaired when the file is opened next.
        }
    }
}
