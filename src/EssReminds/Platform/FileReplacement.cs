using System;
using System.IO;

namespace EssReminds.Platform;

/// <summary>A new file in the place of another, in one step and with the same rights.</summary>
internal static class FileReplacement
{
    private static bool IsUnix => Path.DirectorySeparatorChar == '/';

    /// <summary>The file that a path leads to, links followed: it is the file that is replaced, and not a link to it.</summary>
    public static string TargetOf(string path) => IsUnix ? UnixFiles.RealPath(path) : path;

    /// <summary>Creates the new file beside the old one, with its rights.</summary>
    /// <exception cref="IOException">That cannot be done.</exception>
    /// <exception cref="UnauthorizedAccessException">The rights cannot be the same.</exception>
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

    /// <summary>Replaces the old file, which is held, by the new one, which is whole and flushed.</summary>
    /// <param name="old">The old one.</param>
    /// <param name="stream">The new one; then the one that has the name, held.</param>
    /// <param name="fresh">The new one's name so far.</param>
    /// <param name="target">The name of the old one.</param>
    /// <param name="reopen">Opens whatever has that name.</param>
    /// <returns>Whether it is the new one.</returns>
    public static bool Replace(FileStream old, ref FileStream stream, string fresh, string target, Func<FileStream> reopen)
    {
        if (IsUnix)
        {
            UnixFiles.Rename(fresh, target);
            UnixFiles.FlushFolder(target);
            return true;
        }

        // Windows replaces no file that is open. Whoever opens it in between has the old one or the new one, and we are refused.
        stream.Dispose();
        old.Dispose();
        bool replaced = WindowsFiles.TryReplace(fresh, target);
        stream = reopen();
        return replaced;
    }
}
