using System;
using System.IO;

namespace EssReminds.Benchmarks.Processes;

/// <summary>A folder for what a run leaves behind; gone when the run is.</summary>
internal static class Scratch
{
    public static string Folder { get; } = Directory.CreateTempSubdirectory("EssReminds.Benchmarks-").FullName;

    public static void Delete() => Directory.Delete(Folder, recursive: true);
}
