using System;
using System.Collections.Generic;
using System.Linq;
using EssReminds.Help.Module;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EssReminds.Help.Sources;

/// <summary>Parses a cmdlet's help page. The headings are the same in every language.</summary>
internal sealed class CmdletPage
{
    private static readonly string[] Headings =
        ["SYNOPSIS", "DESCRIPTION", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "EXAMPLES", "RELATED LINKS"];

    private readonly HelpDocument _document;
    private readonly PlainText _text;

    private CmdletPage(HelpDocument document) => (_document, _text) = (document, new PlainText(document));

    /// <exception cref="HelpSourceException">
    /// The page is malformed, or names a cmdlet or parameter that the module does not have.
    /// </exception>
    public static CmdletHelp Read(HelpDocument document, IReadOnlyDictionary<string, CmdletShape> cmdlets)
    {
        if (!cmdlets.TryGetValue(document.Title, out CmdletShape? shape))
            throw new HelpSourceException(document.File, 1, $"the module has no cmdlet '{document.Title}'");
        return new CmdletPage(document).Read(shape);
    }

    private CmdletHelp Read(CmdletShape shape)
    {
        string[] found = _document.Sections.Select(section => section.Title).ToArray();
        if (!found.SequenceEqual(Headings))
        {
            int wrong = found.Zip(Headings).TakeWhile(pair => pair.First == pair.Second).Count();
            Block place = _document.Sections[Math.Min(wrong, found.Length - 1)].Heading;
            throw _document.Error(
                place, wrong < Headings.Length ? $"the section '{Headings[wrong]}' is expected here" : "the page has ended here");
        }

        return new CmdletHelp
        {
            Name = _document.Title,
            Synopsis = Synopsis(_document.Sections[0]),
            Description = _text.Paragraphs(BodyOnly(_document.Sections[1])),
            Parameters = Entries(_document.Sections[2], title => ParameterName(title, shape)),
            Inputs = Entries(_document.Sections[3], title => title),
            Outputs = Entries(_document.Sections[4], title => title),
            Notes = _text.Paragraphs(BodyOnly(_document.Sections[5])),
            Examples = PartsOnly(_document.Sections[6]).Select(Example).ToArray(),
            Links = BodyOnly(_document.Sections[7]).SelectMany(Links).ToArray(),
        };
    }

    private string Synopsis(HelpSection section)
    {
        IReadOnlyList<string> paragraphs = _text.Paragraphs(BodyOnly(section));
        return paragraphs.Count == 1 ? paragraphs[0] : throw _document.Error(section.Heading, "a synopsis is one paragraph");
    }

    private HelpEntry[] Entries(HelpSection section, Func<string, string?> nameOf)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return PartsOnly(section).Select(part =>
        {
            string name = nameOf(part.Title) ?? throw _document.Error(part.Heading, $"the cmdlet has no parameter '{part.Title}'");
            if (!seen.Add(name)) throw _document.Error(part.Heading, $"'{part.Title}' is described twice");
            return part.Body.Count > 0
                ? new HelpEntry(name, _text.Paragraphs(part.Body))
                : throw _document.Error(part.Heading, $"'{part.Title}' has no description");
        }).ToArray();
    }

    private static string? ParameterName(string title, CmdletShape shape) =>
        title.StartsWith('-') && shape.Find(title[1..]) is { } parameter && parameter.Name == title[1..] ? parameter.Name : null;

    private HelpExample Example(HelpSection part)
    {
        var code = part.Body.FirstOrDefault() as FencedCodeBlock;
        if (code?.Info != "powershell") throw _document.Error(part.Heading, "an example begins with a block of code (```powershell)");

        var output = part.Body.ElementAtOrDefault(1) as FencedCodeBlock;
        if (output is not null && output.Info != "output")
            throw _document.Error(output, "only what the code puts out (```output) can follow it");
        Block[] remarks = part.Body.Skip(output is null ? 1 : 2).ToArray();
        if (remarks.OfType<CodeBlock>().FirstOrDefault() is { } more) throw _document.Error(more, "an example has one block of code");
        return new HelpExample(part.Title, Text(code), output is null ? "" : Text(output), _text.Paragraphs(remarks));
    }

    private static string Text(CodeBlock code) => string.Join('\n', PlainText.Lines(code));

    private IEnumerable<HelpLink> Links(Block block)
    {
        foreach (Block item in block as ListBlock ?? throw _document.Error(block, "links are a list"))
        {
            if (item is not ListItemBlock { Count: 1 } only
                || only[0] is not ParagraphBlock { Inline.FirstChild: LinkInline { NextSibling: null } link })
                throw _document.Error(item, "a link is expected: [text](address)");
            yield return new HelpLink(_text.Inline(link).Split(" (")[0], PlainText.IsAddress(link.Url) ? link.Url! : "");
        }
    }

    private List<Block> BodyOnly(HelpSection section) => section.Parts.Count == 0
        ? section.Body
        : throw _document.Error(section.Parts[0].Heading, $"'{section.Title}' has no parts (###)");

    private List<HelpSection> PartsOnly(HelpSection section) => section.Body.Count == 0
        ? section.Parts
        : throw _document.Error(section.Body[0], $"'{section.Title}' has parts (###) and nothing else");
}
