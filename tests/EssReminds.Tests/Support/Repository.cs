using System;
using System.IO;

namespace EssReminds.Tests.Support;

/// <summary>Paths in the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Module => Path.Combine(Root, "EssReminds.psd1");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "EssReminds.psd1"))) return folder.FullName;

        throw new FileNotFoundException("EssReminds.psd1");
    }
}
