using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>Resolves PowerShell paths to files.</summary>
internal static class Paths
{
    /// <summary>The files that match a path with wildcards, sorted by name.</summary>
    /// <exception cref="EssException">The path is not a file system path, or its drive does not exist.</exception>
    public static IReadOnlyList<string> Expand(PSCmdlet cmdlet, string pattern)
    {
        try
        {
            var files = new List<string>(cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(pattern, out ProviderInfo provider));
            if (provider.Name != "FileSystem") throw NoFile(pattern, provider);
            files.Sort(StringComparer.Ordinal);
            return files;
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
        catch (SessionStateException e)
        {
            throw NoDrive(pattern, e);
        }
    }

    /// <summary>The full path of a file, relative to the session's location, whether it exists or not.</summary>
    /// <exception cref="EssException">The path is not a file system path, or its drive does not exist.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path)
    {
        try
        {
            string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem" ? file : throw NoFile(path, provider);
        }
        catch (SessionStateException e)
        {
            throw NoDrive(path, e);
        }
    }

    private static EssException NoDrive(string path, SessionStateException e) => EssException.Of(
        ErrorId.CheckpointNotReadable, e, path, e is DriveNotFoundException ? Texts.Get("CauseNoDrive") : e.Message);

    private static EssException NoFile(string path, ProviderInfo provider) =>
        EssException.Of(ErrorId.CheckpointNotReadable, path, Texts.Format("NoFilePath", provider.Name));
}
