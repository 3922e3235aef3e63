using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using EssReminds.Resources;

namespace EssReminds.Reminding.Checkpoints;

/// <summary>
/// The memory of a run that outlives its process: before a call goes out its flows stand in the file, and so does each
/// outcome as soon as it is known. Written by the tasks of a run, asked by its pipeline thread.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    private readonly object _lock = new();
    private readonly Stream _stream;
    private readonly string _path;
    private readonly CheckpointIndex _index;
    private long _end;
    private EssException? _broken;

    /// <param name="stream">The file, held exclusively.</param>
    /// <param name="path">For errors.</param>
    /// <param name="run">The header of this run.</param>
    /// <param name="cancellation">Gives the reading up.</param>
    /// <exception cref="EssException">The file is damaged, belongs to another run, or cannot be written.</exception>
    public Checkpoint(Stream stream, string path, CheckpointLine run, CancellationToken cancellation = default)
    {
        _stream = stream;
        _path = path;
        _index = new CheckpointIndex(stream, path, cancellation);
        _end = _index.Length;
        if (_index.Header is { } header) RequireSame(header, run);
        if (!stream.CanWrite) return;
        if (stream.Length > _end) Guard(() => stream.SetLength(_end));
        if (_index.LineEndMissing) Append(CheckpointLine.WriteEndTo);
        if (_index.Header is null) Append(run.WriteTo);
    }

    /// <summary>Opens or creates the file of a run.</summary>
    /// <inheritdoc cref="Checkpoint(Stream, string, CheckpointLine, CancellationToken)" path="/exception"/>
    public static Checkpoint Open(string path, CheckpointLine run, CancellationToken cancellation) =>
        Open(CheckpointFile.OpenForRun(path), path, run, cancellation);

    /// <summary>Opens the file for a run that sends nothing, and leaves it as it is.</summary>
    /// <inheritdoc cref="Checkpoint(Stream, string, CheckpointLine, CancellationToken)" path="/exception"/>
    public static Checkpoint OpenForReading(string path, CheckpointLine run, CancellationToken cancellation) =>
        Open(CheckpointFile.OpenForReading(path), path, run, cancellation);

    private static Checkpoint Open(FileStream stream, string path, CheckpointLine run, CancellationToken cancellation)
    {
        try
        {
            return new Checkpoint(stream, path, run, cancellation);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>What an earlier run of this file left of a flow; null where that run did not send it, or failed to: it may be sent.</summary>
    /// <exception cref="EssException">The file cannot be read.</exception>
    public RemindFlowRecord? Find(string id)
    {
        lock (_lock) return _index.Find(id) is { Outcome: not RemindOutcome.Failed } record ? record : null;
    }

    /// <summary>A call for these flows is about to go out. On the disk when this returns.</summary>
    /// <exception cref="EssException">The file cannot be written: the call must not go out.</exception>
    public void Announce(IReadOnlyList<RemindFlowRecord> flows) => Append(new CheckpointLine { Sending = Outcomes.Ids(flows) }.WriteTo);

    /// <summary>What became of these flows. On the disk when this returns.</summary>
    /// <exception cref="EssException">The file cannot be written.</exception>
    public void Record(IReadOnlyList<RemindFlowRecord> flows) => Append(text =>
    {
        foreach (RemindFlowRecord flow in flows) CheckpointLine.Of(flow).WriteTo(text);
    });

    public void Dispose()
    {
        lock (_lock)
        {
            _stream.Dispose();
        }
    }

    private void RequireSame(CheckpointLine header, CheckpointLine run)
    {
        Require("CheckpointEndpoint", header.Endpoint, run.Endpoint);
        Require("CheckpointOperator", header.OperatorUserId, run.OperatorUserId);
        Require("CheckpointOrganization", header.ProxyOrganizationId, run.ProxyOrganizationId);
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
        catch (Exception e) when (CheckpointFile.IsOfFiles(e))
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
        catch (Exception e) when (CheckpointFile.IsOfFiles(e))
        {
            // The torn line stays, and is repaired when the file is opened next.
        }
    }
}
