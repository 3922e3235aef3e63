using System;
using System.IO;
using System.Threading;

namespace EssReminds.Checkpoints;

/// <summary>A checkpoint's file: held by one run at a time, and created with access for its owner only.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private const int WriteBuffer = 256 * 1024;

    /// <summary>How long to wait for a virus scanner or sync client that holds the file.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan HoldPollInterval = TimeSpan.FromMilliseconds(50);

    private readonly Func<FileStream>? _reopen;
    private Stream? _replaced;

    /// <param name="stream">The file.</param>
    /// <param name="path">Its path.</param>
    public CheckpointFile(Stream stream, string path) => (Stream, Path, Written) = (stream, path, DateTime.UtcNow);

    private CheckpointFile(FileStream stream, string path, Func<FileStream>? reopen)
        : this(stream, path) => (_reopen, Written) = (reopen, File.GetLastWriteTimeUtc(path));

    public Stream Stream { get; private set; }

    public string Path { get; }

    /// <summary>Its last write time before it was opened.</summary>
    public DateTime Written { get; }

    /// <summary>Whether <see cref="Stream"/> is a new file that has replaced the old one.</summary>
    public bool IsReplaced { get; private set; }

    /// <exception cref="EssException">The file is in use, or cannot be opened for writing.</exception>
    public static CheckpointFile OpenForRun(string path, CheckpointSettings settings, CancellationToken cancellation)
    {
        FileStream Open() => WhenFree(path, ErrorId.CheckpointNotWritable, UnixFiles.OpenOrCreatePrivate, settings.Clock, cancellation);
        FileStream stream = Open();
        try
        {
            if (stream.Length == 0) MakeOurs(stream, path, settings.Warn);
            DeleteLeftover(path);
            return new CheckpointFile(stream, path, Open);
        }
        catch (Exception e)
        {
            stream.Dispose(); // also where the warning ends the pipeline
            if (!FileErrors.IsFileError(e)) throw;
            throw NotOpened(ErrorId.CheckpointNotWritable, path, e);
        }
    }

    /// <summary>Opens a file for reading only, shared with other readers.</summary>
    /// <exception cref="EssException">The file is in use by a run, or cannot be opened.</exception>
    public static CheckpointFile OpenForReading(string path, Clock clock, CancellationToken cancellation) => new(
        WhenFree(
            path,
            ErrorId.CheckpointNotReadable,
            file => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1),
            clock,
            cancellation),
        path,
        null);

    /// <summary>
    /// Checks whether a run could write the file, without changing anything: a file created for the check is deleted at once.
    /// </summary>
    /// <exception cref="EssException">A run could not write it.</exception>
    public static void Probe(string path, Clock clock, CancellationToken cancellation)
    {
        bool exists = File.Exists(path) || Directory.Exists(path);
        FileStream Open(string file)
        {
            try
            {
                return exists
                    ? new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1)
                    : new FileStream(
                        file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (exists && FileErrors.IsInUse(e))
            {
                // Readers may hold the file; a run that holds it is reported.
                return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            }
        }

        WhenFree(path, ErrorId.CheckpointNotWritable, Open, clock, cancellation).Dispose();
    }

    /// <summary>
    /// Replaces this file with a new one atomically: a crash at any moment leaves the old or the new one whole. If that is impossible,
    /// nothing changes.
    /// </summary>
    /// <param name="write">Writes the new file.</param>
    public bool TryReplace(Action<Stream> write)
    {
        if (Stream is not FileStream old || _reopen is null) return false;
        string target = FileReplacement.TargetOf(Path), fresh = LeftoverOf(target);
        try
        {
            FileStream stream = FileReplacement.CreateBeside(old, target, fresh);
            try
            {
                var buffered = new BufferedStream(stream, WriteBuffer);
                write(buffered);
                buffered.Flush();
                stream.Flush(flushToDisk: true);
                long length = stream.Length;
                // On Windows another run may have had the new file, and added to it, before we have it again.
                IsReplaced = FileReplacement.Replace(old, ref stream, fresh, target, _reopen) && stream.Length == length;
            }
            catch
            {
                stream.Dispose();
                throw;
            }

            // On Unix the old file stays locked: a process that has just opened it must not acquire a file that no longer has a name.
            _replaced = old;
            Stream = stream;
            return IsReplaced;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            DeleteLeftover(Path);
            return false;
        }
    }

    public void Dispose()
    {
        Stream.Dispose();
        _replaced?.Dispose();
    }

    private static string LeftoverOf(string target) => target + ".compacting";

    private static void DeleteLeftover(string path)
    {
        try
        {
            string leftover = LeftoverOf(FileReplacement.TargetOf(path));
            if (File.Exists(leftover)) File.Delete(leftover);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // Harmless; the next run that can deletes it.
        }
    }

    private static void MakeOurs(FileStream stream, string path, Action<string> warn)
    {
        stream.SetLength(0); // fails for a device, whose permissions must not change
        try
        {
            UnixFiles.MakePrivate(stream.SafeFileHandle);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            warn(Texts.Format("CheckpointRights", path, FileErrors.Describe(e))); // a file system without Unix permissions
        }

        UnixFiles.FlushFolder(path);
    }

    private static FileStream WhenFree(
        string path, string errorId, Func<string, FileStream> open, Clock clock, CancellationToken cancellation)
    {
        for (long began = clock.Ticks; ;)
        {
            try
            {
                return open(path);
            }
            catch (IOException e) when (FileErrors.IsInUse(e))
            {
                if (clock.Ticks - began >= LongestHold.Ticks) throw EssException.Of(ErrorId.CheckpointInUse, e, path);
                clock.DelayAsync(HoldPollInterval, cancellation).GetAwaiter().GetResult();
            }
            catch (Exception e) when (FileErrors.IsFileError(e))
            {
                throw NotOpened(errorId, path, e);
            }
        }
    }

    private static EssException NotOpened(string errorId, string path, Exception e) => EssException.OfText(
        errorId, errorId == ErrorId.CheckpointNotWritable ? "CheckpointNotOpened" : errorId, e, path, FileErrors.Describe(e));
}
