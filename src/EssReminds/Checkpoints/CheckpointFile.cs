using System;
using System.IO;

namespace EssReminds.Checkpoints;

/// <summary>The file of a checkpoint: held by one run at a time, created readable by its owner alone.</summary>
internal static class CheckpointFile
{
    /// <exception cref="EssException">The file is in use, or cannot be opened for writing.</exception>
    public static FileStream OpenForRun(string path)
    {
        FileStream stream = Open(path, ErrorId.CheckpointNotWritable, UnixFiles.OpenOrCreatePrivate);
        try
        {
            if (stream.Length > 0) return stream;
            stream.SetLength(0); // a device refuses this, and must stay everybody's
            UnixFiles.MakePrivate(stream.SafeFileHandle);
            UnixFiles.FlushFolder(path);
            return stream;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            stream.Dispose();
            throw EssException.Of(ErrorId.CheckpointNotWritable, e, path, e.Message);
        }
    }

    /// <summary>Opens a file that nothing is to be written to, beside others who do the same.</summary>
    /// <exception cref="EssException">The file is in use by a run, or cannot be opened.</exception>
    public static FileStream OpenForReading(string path) => Open(path, ErrorId.CheckpointNotReadable,
        file => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1));

    /// <summary>
    /// Finds out whether a run could write the file, and leaves everything as it is: a file that was not there is gone at once.
    /// </summary>
    /// <exception cref="EssException">It could not.</exception>
    public static void Probe(string path)
    {
        bool exists = File.Exists(path) || Directory.Exists(path);
        Open(path, ErrorId.CheckpointNotWritable, file =>
        {
            try
            {
                return exists
                    ? new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1)
                    : new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (exists && IsSharingViolation(e))
            {
                return OpenForReading(file); // others read it, too; a run in it is told
            }
        }).Dispose();
    }

    private static FileStream Open(string path, string errorId, Func<string, FileStream> open)
    {
        try
        {
            return open(path);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            throw EssException.Of(ErrorId.CheckpointInUse, e, path, e.Message);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw EssException.Of(errorId, e, path, e.Message);
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EWOULDBLOCK of Linux and of macOS
    private static bool IsSharingViolation(IOException e) => e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;
}
