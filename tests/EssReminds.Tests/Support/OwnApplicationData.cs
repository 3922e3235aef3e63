using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace EssReminds.Tests.Support;

/// <summary>
/// Gives the test process, and those that it starts, a folder for application data of their own: the user's file of shared
/// slots is none of theirs. Windows knows no such setting.
/// </summary>
internal static class OwnApplicationData
{
    [ModuleInitializer]
    internal static void Set()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Directory.CreateTempSubdirectory("EssReminds data ").FullName;
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
