namespace EssReminds.Tests.Sessions;

/// <summary>The Pester files in tests/, run in PowerShell on the package that the build made.</summary>
public class PesterTests
{
    /// <summary>Exists only for xunit to find the files by; the files are what runs.</summary>
    [PesterFiles]
    public void Sessions()
    {
    }
}
