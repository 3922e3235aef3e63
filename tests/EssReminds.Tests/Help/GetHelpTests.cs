using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Xml.Linq;
using EssReminds.Help.Module;
using EssReminds.Help.Sources;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Help;

/// <summary>What Get-Help shows a user in each language.</summary>
public class GetHelpTests
{
    [Theory]
    [InlineData("en-US", Pages.English)]
    [InlineData("zh-CN", Pages.Chinese)]
    [InlineData("zh-SG", Pages.Chinese)]
    [InlineData("de-DE", Pages.English)]
    public void Help_is_shown_in_the_users_language(string language, string culture)
    {
        using var shell = new Shell(new RecordingHost(language));
        foreach (CmdletShape cmdlet in Pages.Cmdlets.Values)
        {
            CmdletHelp page = Pages.In(culture)[cmdlet.Name];
            dynamic help = Assert.Single(shell.Run("Get-Help " + cmdlet.Name + " -Full"));

            Assert.Equal(page.Synopsis, Text(help.Synopsis));
            Assert.Equal(page.Description, Texts(help.description));
            Assert.Equal(page.Examples.Count, ((IEnumerable<PSObject>)All(help.examples.example)).Count());
            Assert.Equal(page.Examples[0].Code.Split("\n\n")[0], Text(First(help.examples.example).code).Split("\n\n")[0]);
            Assert.Equal(page.Notes, ((IEnumerable<string>)Texts(help.alertSet.alert)).Where(text => text.Length > 0));
            if (page.Parameters.Count == 0) continue;
            Assert.All(shell.Run($"Get-Help {cmdlet.Name} -Parameter *"), parameter => Check(parameter, page, cmdlet));
        }
    }

    [Theory]
    [InlineData("en-US", "SHORT DESCRIPTION", Pages.About, 230)]
    [InlineData("zh-CN", "简短说明", Pages.About, 230)]
    [InlineData("zh-SG", "简短说明", Pages.Errors, 500)]
    [InlineData("fr-FR", "SHORT DESCRIPTION", Pages.Errors, 500)]
    public void About_topics_are_shown_in_the_users_language_and_fit_a_terminal(string language, string heading, string topic, int most)
    {
        using var shell = new Shell(new RecordingHost(language));
        string text = Assert.Single(shell.Run("Get-Help " + topic)).ToString();
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        Assert.Contains(heading, lines);
        Assert.InRange(lines.Length, 20, most);
        Assert.All(lines, line => Assert.InRange(EssReminds.Help.Output.TextLayout.Columns(line), 0, 81)); // punctuation may hang over
    }

    [Theory]
    [InlineData(Pages.English)]
    [InlineData(Pages.Chinese)]
    public void The_help_file_is_well_formed_and_has_every_parameter_of_every_set(string culture)
    {
        XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10", maml = "http://schemas.microsoft.com/maml/2004/10";
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, culture, "EssReminds.dll-Help.xml"));
        Assert.Equal(Pages.Cmdlets.Count, file.Root!.Elements(command + "command").Count());
        foreach (XElement element in file.Root.Elements())
        {
            CmdletShape cmdlet = Pages.Cmdlets[element.Element(command + "details")!.Element(command + "name")!.Value];
            Assert.Equal(
                cmdlet.Sets.Select(set => set.Count),
                element.Descendants(command + "syntaxItem").Select(item => item.Elements(command + "parameter").Count()));
            XElement[] parameters = [.. element.Element(command + "parameters")!.Elements()];
            Assert.Equal(cmdlet.Parameters.Select(p => p.Name).Order(), parameters.Select(p => p.Element(maml + "name")!.Value).Order());
            Assert.All(parameters, p => Assert.NotEmpty(p.Element(maml + "description")!.Value));
        }
    }

    private static void Check(dynamic help, CmdletHelp page, CmdletShape cmdlet)
    {
        CommandParameterInfo parameter = cmdlet.Find(Text(help.name))!;
        Assert.Equal(page.Parameters.Single(entry => entry.Name == parameter.Name).Description, Texts(help.description));
        Assert.Equal(parameter.IsMandatory ? "true" : "false", Text(help.required));
        string position =
            parameter.Position < 0 ? "named" : parameter.Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(position, Text(help.position));
        Assert.Equal(
            parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName,
            Text(help.pipelineInput).StartsWith("true", StringComparison.Ordinal));
        Assert.Equal(parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases), Text(help.aliases));
        Assert.Equal(cmdlet.DefaultOf(parameter), Text(help.defaultValue));
        bool wildcards = parameter.Attributes.Any(attribute => attribute is SupportsWildcardsAttribute);
        Assert.Equal(wildcards ? "true" : "false", Text(help.globbing));
    }

    private static List<string> Texts(dynamic paragraphs) =>
        ((IEnumerable<PSObject>)All(paragraphs)).Select(p => Text(p.Properties["Text"].Value)).ToList();

    private static string Text(object value) => PSObject.AsPSObject(value).ToString().Trim();

    private static dynamic First(dynamic items) => ((IEnumerable<PSObject>)All(items)).First();

    private static IEnumerable<PSObject> All(object items) => LanguagePrimitives.GetEnumerable(items) is { } many
        ? many.Cast<object>().Select(PSObject.AsPSObject)
        : [PSObject.AsPSObject(items)];
}
