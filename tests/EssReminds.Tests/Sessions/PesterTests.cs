namespace EssReminds.Tests.Sessions;

/// <summary>The Pester files in tests/, in PowerShell itself, on the package that the build has laid out.</summary>
public class PesterTests
{
    /// <summary>A name for the files to be found under; what runs are the files.</summary>
    [PesterFiles]
    public void Sessions()
    {
    }
}
