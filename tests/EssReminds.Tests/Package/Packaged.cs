using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;

namespace EssReminds.Tests.Package;

/// <summary>The module as published; the build puts it next to the tests.</summary>
internal static class Packaged
{
    public static string Folder { get; } =
        Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "package", "EssReminds")).Single();

    /// <summary>The same module as a package for a PowerShell repository.</summary>
    public static string Nupkg { get; } = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "package"), "*.nupkg").Single();

    public static string Module => PathOf("EssReminds.dll");

    /// <summary>The files of the package, with <c>/</c> between folder and file.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [
            .. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')),
        ];

    public static IReadOnlyList<string> DesktopAssemblies =>
        [
            .. Files
                .Where(file => file.StartsWith("desktop/", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal))
                .Select(PathOf),
        ];

    public static Hashtable Manifest { get; } = ReadManifest(PathOf("EssReminds.psd1"));

    public static string Version => (string)Manifest["ModuleVersion"]!;

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static Hashtable ReadManifest(string path)
    {
        Ast ast = Parser.ParseFile(path, out _, out ParseError[] errors);
        if (errors.Length > 0) throw new InvalidDataException(errors[0].ToString());
        return (Hashtable)((HashtableAst)ast.Find(part => part is HashtableAst, searchNestedScriptBlocks: false)!).SafeGetValue();
    }
}
