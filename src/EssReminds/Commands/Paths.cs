using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>Paths as PowerShell sees them.</summary>
internal static class Paths
{
    /// <summary>The files that a path with wildcards means, by name.</summary>
    /// <exception cref="EssException">The path is not one of the file system, or its drive is not there.</exception>
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

    /// <summary>The file that a path means at the session's current location, whether it exists or not.</summary>
    /// <exception cref="EssException">The path is not one of the file system, or its drive is not there.</exception>
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
