using System;
using System.IO;

namespace EssReminds.Credentials;

/// <summary>A file that contains keys; errors name the file and line.</summary>
internal static class CredentialFile
{
    /// <summary>
    /// Whether a file or folder has that name: a folder in place of the file is an error, not a reason to try the next source.
    /// </summary>
    public static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    /// <exception cref="EssException">The file cannot be read.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EssException.Of(ErrorId.CredentialSourceBroken, e, Texts.Format("FileUnreadable", path, FileErrors.Describe(e)));
        }
    }

    public static void WarnIfReadableByOthers(CredentialEnvironment environment, string path)
    {
        if (UnixFiles.IsReadableByOthers(path)) environment.Warn(Texts.Format("CredentialsReadable", path));
    }

    public static EssException Broken(string path, int line, string why) =>
        EssException.Of(ErrorId.CredentialSourceBroken, Place(path, line) + ": " + why);

    public static string Place(string path, int line) => path + ":" + line;
}
