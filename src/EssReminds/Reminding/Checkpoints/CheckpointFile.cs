using System;
using System.IO;

namespace EssReminds.Reminding.Checkpoints;

/// <summary>The file of a checkpoint: held by one run at a time, readable by its owner alone.</summary>
internal static class CheckpointFile
{
    /// <exception cref="EssException">The file is in use, or cannot be opened for writing.</exception>
    public static FileStream OpenForRun(string path)
    {
        FileStream stream = Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, ErrorId.CheckpointNotWritable);
        try
        {
            if (stream.Length == 0) UnixFiles.MakePrivate(path);
            return stream;
        }
        catch (Exception e)
        {
            stream.Dispose();
            throw EssException.Of(ErrorId.CheckpointNotWritable, e, path, (e.InnerException ?? e).Message);
        }
    }

    /// <summary>Hands over the last outcome of every flow of a file.</summary>
    /// <exception cref="EssException">The file is in use, damaged, or cannot be read.</exception>
    public static void ForEachRecord(string path, Action<RemindFlowRecord> take)
    {
        using FileStream stream = Open(path, FileMode.Open, FileAccess.Read, ErrorId.CheckpointNotReadable);
        using var index = new CheckpointIndex(stream, path);
        index.ForEach(take);
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access, string errorId)
    {
        try
        {
            // Unbuffered: what a run writes is whole lines, flushed at once.
            return new FileStream(path, mode, access, FileShare.None, bufferSize: 1);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            throw EssException.Of(ErrorId.CheckpointInUse, e, path, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw EssException.Of(errorId, e, path, e.Message);
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EWOULDBLOCK of Linux and of macOS
    private static bool IsSharingViolation(IOException e) => e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;
}
