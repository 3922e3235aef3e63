using System;
using System.IO;

namespace EssReminds.Platform;

/// <summary>Replaces a file atomically, keeping its permissions.</summary>
internal static class FileReplacement
{
    private static bool IsUnix => Path.DirectorySeparatorChar == '/';

    /// <summary>The path with symbolic links resolved (Unix), so that the file itself is replaced and not a link to it.</summary>
    public static string TargetOf(string path) => IsUnix ? UnixFiles.RealPath(path) : path;

    /// <summary>Creates the new file beside the old one, with the same permissions.</summary>
    /// <exception cref="IOException">The file cannot be created, or (on Windows) its permissions cannot be copied.</exception>
    /// <exception cref="UnauthorizedAccessException">The permissions cannot be copied.</exception>
    public static FileStream CreateBeside(FileStream old, string target, string fresh)
    {
        File.Delete(fresh);
        FileStream stream = UnixFiles.CreatePrivate(fresh);
        try
        {
            if (IsUnix) UnixFiles.CopyRights(old.SafeFileHandle, stream.SafeFileHandle);
            else WindowsFiles.CopyRights(target, fresh);
            return stream;
        }
        catch
        {
            stream.Dispose();
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>Replaces the old file, which is open, with the new one, which is complete and flushed.</summary>
    /// <param name="old">The old file; on Windows it is closed.</param>
    /// <param name="stream">The new file; on return, whichever file now has the target name, open.</param>
    /// <param name="fresh">The new file's temporary name.</param>
    /// <param name="target">The old file's name.</param>
    /// <param name="reopen">Opens the file that has the target name.</param>
    /// <returns>Whether that is the new file.</returns>
    public static bool Replace(FileStream old, ref FileStream stream, string fresh, string target, Func<FileStream> reopen)
    {
        if (IsUnix)
        {
            UnixFiles.Rename(fresh, target);
            UnixFiles.FlushFolder(target);
            return true;
        }

        // Windows cannot replace an open file, so both are closed for a moment. Another process that opens the file then gets the old or
        // the new one, whole, and our reopen waits for it.
        stream.Dispose();
        old.Dispose();
        bool replaced = WindowsFiles.TryReplace(fresh, target);
        stream = reopen();
        return replaced;
    }
}
