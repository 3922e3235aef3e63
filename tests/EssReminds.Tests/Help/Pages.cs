using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Commands;
using EssReminds.Help.Module;
using EssReminds.Help.Sources;
using EssReminds.Tests.Support;

namespace EssReminds.Tests.Help;

/// <summary>The sources of the help, as the help tool reads them.</summary>
internal static class Pages
{
    public const string English = "en-US";
    public const string Chinese = "zh-Hans";
    public const string About = "about_EssReminds";
    public const string Errors = "about_EssReminds_Errors";

    public static readonly string[] Cultures = [English, Chinese];

    public static IReadOnlyDictionary<string, CmdletShape> Cmdlets { get; } =
        CmdletShape.OfModule(typeof(SendEssFlowReminderCommand).Assembly);

    private static readonly Dictionary<string, IReadOnlyDictionary<string, CmdletHelp>> ByCulture = Cultures.ToDictionary(
        culture => culture,
        culture => (IReadOnlyDictionary<string, CmdletHelp>)Directory.EnumerateFiles(Folder(culture), "*.md")
            .Where(file => !Path.GetFileName(file).StartsWith("about_", StringComparison.Ordinal))
            .Select(file => CmdletPage.Read(HelpDocument.Read(file), Cmdlets))
            .ToDictionary(page => page.Name));

    public static IReadOnlyDictionary<string, CmdletHelp> In(string culture) => ByCulture[culture];

    public static HelpDocument AboutIn(string culture, string topic = About) =>
        HelpDocument.Read(Path.Combine(Folder(culture), topic + ".md"));

    public static string Folder(string culture) => Path.Combine(Repository.Root, "docs", culture);

    /// <summary>Whether a cmdlet has a parameter of this name or alias, its own or a common one.</summary>
    public static bool HasParameter(CmdletShape cmdlet, string name) =>
        System.Management.Automation.Cmdlet.CommonParameters.Contains(name, StringComparer.OrdinalIgnoreCase)
        || cmdlet.Parameters.Any(parameter => parameter.Aliases.Append(parameter.Name).Contains(name, StringComparer.OrdinalIgnoreCase));
}
