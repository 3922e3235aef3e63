using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>Paths as PowerShell sees them.</summary>
internal static class Paths
{
    /// <summary>The file that a path means at the session's current location, whether it exists or not.</summary>
    /// <exception cref="EssException">The path is not one of the file system, or its drive is not there.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path)
    {
        try
        {
            string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem" ? file
                : throw EssException.Of(ErrorId.CheckpointNotReadable, path, Texts.Format("NoFilePath", provider.Name));
        }
        catch (SessionStateException e)
        {
            throw EssException.Of(ErrorId.CheckpointNotReadable, e, path, e.Message);
        }
    }
}
