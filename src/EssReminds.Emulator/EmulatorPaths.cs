namespace EssReminds.Emulator;

/// <summary>The paths that an emulator serves.</summary>
internal static class EmulatorPaths
{
    public const string Service = "/";
    public const string Stats = "/_emulator/stats";
    public const string Redirected = "/_emulator/redirected";
}
