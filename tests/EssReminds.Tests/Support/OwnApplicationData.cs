using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace EssReminds.Tests.Support;

/// <summary>
/// Gives the test process and its children a folder for application data of their own, so that they do not touch the user's
/// file of shared slots. Windows and macOS have no such setting.
/// </summary>
internal static class OwnApplicationData
{
    public const string Variable = "XDG_DATA_HOME";
    public const string Prefix = "EssReminds data ";

    [ModuleInitializer]
    internal static void Set()
    {
        bool isChild = Path.GetFileName(Environment.GetEnvironmentVariable(Variable) ?? "").StartsWith(Prefix, StringComparison.Ordinal);
        if (!OperatingSystem.IsLinux() || isChild) return;
        string folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        Environment.SetEnvironmentVariable(Variable, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(folder);
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A killed child may still be writing.
        }
    }
}
