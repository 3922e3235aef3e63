using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Xml.Linq;
using EssReminds.Help.Module;
using EssReminds.Help.Sources;
using Microsoft.PowerShell;

namespace EssReminds.Help.Output;

/// <summary>Creates the XML help (MAML) that Get-Help reads.</summary>
internal static class Maml
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Of(IEnumerable<CmdletHelp> pages, IReadOnlyDictionary<string, CmdletShape> cmdlets) => new(
        new XElement(
            Help + "helpItems",
            new XAttribute("schema", "maml"),
            pages.Select(page => Of(page, cmdlets[page.Name]))));

    private static XElement Of(CmdletHelp page, CmdletShape shape) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Text),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            new XElement(Command + "verb", shape.Verb),
            new XElement(Command + "noun", shape.Noun),
            Description([page.Synopsis])),
        Description(page.Description),
        new XElement(
            Command + "syntax",
            shape.Sets.Select(set => new XElement(
                Command + "syntaxItem",
                new XElement(Text + "name", page.Name),
                set.Select(parameter => Parameter(page, shape, parameter, inSyntax: true))))),
        new XElement(
            Command + "parameters",
            from entry in page.Parameters
            select Parameter(page, shape, shape.Find(entry.Name)!, inSyntax: false)),
        new XElement(Command + "inputTypes", page.Inputs.Select(entry => TypeEntry("inputType", entry))),
        new XElement(Command + "returnValues", page.Outputs.Select(entry => TypeEntry("returnValue", entry))),
        new XElement(Text + "alertSet", new XElement(Text + "alert", Paragraphs(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(Example)),
        new XElement(
            Command + "relatedLinks",
            page.Links.Select(link => new XElement(
                Text + "navigationLink",
                new XElement(Text + "linkText", link.Text),
                new XElement(Text + "uri", link.Address)))));

    private static XElement Parameter(CmdletHelp page, CmdletShape shape, CommandParameterInfo parameter, bool inSyntax)
    {
        string type = ToStringCodeMethods.Type(PSObject.AsPSObject(parameter.ParameterType));
        string shortType = type[(type.LastIndexOf('.') + 1)..];
        bool isSwitch = parameter.ParameterType == typeof(SwitchParameter);
        if (isSwitch) shortType = nameof(SwitchParameter);
        return new XElement(
            Command + "parameter",
            new XAttribute("required", Lower(parameter.IsMandatory)),
            new XAttribute("variableLength", Lower(parameter.ParameterType.IsArray)),
            new XAttribute("globbing", Lower(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any())),
            new XAttribute("pipelineInput", PipelineInput(parameter)),
            new XAttribute(
                "position",
                parameter.Position < 0 ? "named" : parameter.Position.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Text + "name", parameter.Name),
            page.Parameters.FirstOrDefault(entry => entry.Name == parameter.Name) is { } entry ? Description(entry.Description) : null,
            inSyntax ? Choice(parameter.ParameterType) : null,
            // In the syntax, a switch has no value.
            inSyntax && isSwitch ? null : new XElement(
                Command + "parameterValue",
                new XAttribute("required", Lower(!isSwitch)),
                new XAttribute("variableLength", Lower(parameter.ParameterType.IsArray)),
                shortType),
            new XElement(Dev + "type", new XElement(Text + "name", shortType), new XElement(Text + "uri")),
            new XElement(Dev + "defaultValue", shape.DefaultOf(parameter)));
    }

    private static XElement? Choice(Type type) => !type.IsEnum ? null : new XElement(
        Command + "parameterValueGroup",
        from name in Enum.GetNames(type)
        select new XElement(
            Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), name));

    private static string PipelineInput(CommandParameterInfo parameter)
    {
        string[] ways =
        [
            .. parameter.ValueFromPipeline ? ["ByValue"] : Array.Empty<string>(),
            .. parameter.ValueFromPipelineByPropertyName ? ["ByPropertyName"] : Array.Empty<string>(),
        ];
        return ways.Length == 0 ? "false" : "true (" + string.Join(", ", ways) + ")";
    }

    private static XElement TypeEntry(string name, HelpEntry entry) => new(
        Command + name,
        new XElement(Dev + "type", new XElement(Text + "name", entry.Name)),
        Description(entry.Description));

    private static XElement Example(HelpExample example) => new(
        Command + "example",
        // Get-Help prints the title as it is, so add the dashes here.
        new XElement(Text + "title", $"---------- {example.Title} ----------"),
        new XElement(Dev + "code", example.Output.Length == 0 ? example.Code : example.Code + "\n\n" + example.Output),
        // An empty line, to separate the next example's title.
        new XElement(Dev + "remarks", Paragraphs([.. example.Remarks, ""])));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Text + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Text + "para", paragraph));

    private static string Lower(bool value) => value ? "true" : "false";
}
