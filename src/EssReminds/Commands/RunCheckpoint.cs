using System;
using System.IO;
using System.Management.Automation;
using System.Threading;
using EssReminds.Checkpoints;
using EssReminds.Records;

namespace EssReminds.Commands;

/// <summary>The checkpoint of a cmdlet's run.</summary>
internal static class RunCheckpoint
{
    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="connection">Whose clock counts.</param>
    /// <param name="remindAgainAfter">How long after its last reminder an item is reminded again; null for never.</param>
    /// <param name="maximumReminders">How often an item is reminded at most.</param>
    public static CheckpointSettings Settings(
        PSCmdlet cmdlet, EssConnection connection, TimeSpan? remindAgainAfter, int maximumReminders) => new()
    {
        Clock = connection.Clock,
        Policy = remindAgainAfter is { } time
            ? new ReminderPolicy { RemindAgainAfter = time, MaximumReminders = maximumReminders }
            : null,
        Warn = text => cmdlet.WriteWarning(Printable.Text(text)),
    };

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="path">The file that was given; null for none.</param>
    /// <param name="run">Whose runs it is to remember.</param>
    /// <param name="newRecord">Makes the record of an id.</param>
    /// <param name="settings">How it is used.</param>
    /// <param name="cancellation">Gives the reading up.</param>
    /// <exception cref="EssException">The file belongs to another run, is damaged or in use, or cannot be opened.</exception>
    public static Checkpoint<TRecord>? Open<TRecord>(
        PSCmdlet cmdlet, string? path, CheckpointHeader run, Func<string, TRecord> newRecord, CheckpointSettings settings,
        CancellationToken cancellation)
        where TRecord : class, IItemRecord
    {
        if (path is null) return null;
        path = Paths.Resolve(cmdlet, path);
        if (!Streams.IsWhatIf(cmdlet)) return Checkpoint<TRecord>.Open(path, run, newRecord, settings, cancellation);
        // Of a file that is there -WhatIf shows what is still to be sent; it makes none, and changes none.
        CheckpointFile.Probe(path, settings.Clock, cancellation);
        return File.Exists(path) ? Checkpoint<TRecord>.OpenForReading(path, run, newRecord, settings, cancellation) : null;
    }
}
