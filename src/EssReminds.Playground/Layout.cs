using System;
using System.IO;

namespace EssReminds.Playground;

/// <summary>Where the module and the samples lie.</summary>
internal sealed class Layout
{
    private const string Manifest = "EssReminds.psd1";

    private Layout(string root) => Root = root;

    public string Root { get; }

    public string Module => Path.Combine(Root, Manifest);

    public string Samples => Path.Combine(Root, "samples");

    public static string StandIns => Path.Combine(AppContext.BaseDirectory, "StandIns.ps1");

    public static Layout? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Manifest))) return new Layout(folder.FullName);

        return null;
    }
}
