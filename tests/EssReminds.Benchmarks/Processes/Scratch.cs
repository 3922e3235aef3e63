using System;
using System.IO;

namespace EssReminds.Benchmarks.Processes;

/// <summary>A folder for the files of a run, deleted when the process exits.</summary>
internal static class Scratch
{
    public static string Folder { get; } = Create();

    private static string Create()
    {
        string folder = Directory.CreateTempSubdirectory("EssReminds.Benchmarks-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
