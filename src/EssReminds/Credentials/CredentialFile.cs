using System;
using System.IO;

namespace EssReminds.Credentials;

/// <summary>A file with keys in it: found, read, and complained about by file and line.</summary>
internal static class CredentialFile
{
    /// <summary>Whether there is anything of that name: a folder in the file's place is an error, not a reason to look further.</summary>
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
