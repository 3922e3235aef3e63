using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using EssReminds.Help.Module;
using EssReminds.Help.Output;
using EssReminds.Help.Sources;

namespace EssReminds.Help;

/// <summary>Converts docs/CULTURE/*.md to what Get-Help reads: CULTURE/EssReminds.dll-Help.xml and CULTURE/about_*.help.txt.</summary>
internal static class HelpTool
{
    private const string AboutPrefix = "about_";

    // Windows PowerShell reads a file without a BOM in the system's code page.
    private static readonly UTF8Encoding Utf8WithBom = new(encoderShouldEmitUTF8Identifier: true);

    public static int Main(string[] arguments)
    {
        if (arguments.Length < 4)
        {
            Console.Error.WriteLine("usage: EssReminds.Help MODULE.dll DOCS OUTPUT CULTURE...");
            return 2;
        }

        try
        {
            string module = Path.GetFullPath(arguments[0]);
            IReadOnlyDictionary<string, CmdletShape> cmdlets = CmdletShape.OfModule(module);
            foreach (string culture in arguments.Skip(3))
                Write(cmdlets, Path.GetFileName(module), Path.Combine(arguments[1], culture), Path.Combine(arguments[2], culture));
            return 0;
        }
        catch (HelpSourceException e)
        {
            // HelpSourceException's message has the format in which MSBuild and editors recognize errors.
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Write(IReadOnlyDictionary<string, CmdletShape> cmdlets, string module, string source, string output)
    {
        Directory.CreateDirectory(output);
        var pages = new List<CmdletHelp>();
        foreach (string file in Directory.EnumerateFiles(source, "*.md").Order(StringComparer.Ordinal))
        {
            var document = HelpDocument.Read(file);
            if (document.Title.StartsWith(AboutPrefix, StringComparison.Ordinal))
                File.WriteAllText(Path.Combine(output, document.Title + ".help.txt"), AboutText.Of(document), Utf8WithBom);
            else
                pages.Add(CmdletPage.Read(document, cmdlets));
        }

        Maml.Of(pages, cmdlets).Save(Path.Combine(output, module + "-Help.xml"));
    }
}
