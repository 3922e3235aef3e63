using System.Collections.Generic;
using System.IO;
using Markdig;
using Markdig.Syntax;

namespace EssReminds.Help.Sources;

/// <summary>A Markdown file as an outline: one title, sections (##), and parts of sections (###).</summary>
internal sealed class HelpDocument
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private HelpDocument(string file) => File = file;

    public string File { get; }

    public string Title { get; private set; } = "";

    public IReadOnlyList<HelpSection> Sections { get; private set; } = [];

    public static HelpDocument Read(string file) => Parse(file, System.IO.File.ReadAllText(file));

    /// <exception cref="HelpSourceException">The headings do not form an outline.</exception>
    public static HelpDocument Parse(string file, string text)
    {
        var document = new HelpDocument(file);
        var sections = new List<HelpSection>();
        foreach (Block block in Markdown.Parse(text, Pipeline))
        {
            if (block is not HeadingBlock heading)
            {
                if (sections.Count == 0) throw document.Error(block, "a text before the first section (##)");
                sections[^1].Last.Body.Add(block);
                continue;
            }

            string title = new PlainText(document).Inline(heading.Inline);
            switch (heading.Level)
            {
                case 1 when document.Title.Length == 0 && sections.Count == 0:
                    document.Title = title;
                    break;
                case 2 when document.Title.Length > 0:
                    sections.Add(new HelpSection(title, heading));
                    break;
                case 3 when sections.Count > 0:
                    sections[^1].Parts.Add(new HelpSection(title, heading));
                    break;
                default:
                    throw document.Error(
                        heading, $"the heading '{title}' is out of place: a file has one title (#), sections (##) and parts of them (###)");
            }
        }

        document.Sections = sections;
        string expected = Path.GetFileNameWithoutExtension(file);
        return document.Title == expected
            ? document
            : throw new HelpSourceException(file, 1, $"the title must be the file's name, '{expected}'");
    }

    public HelpSourceException Error(Block place, string why) => new(File, place.Line + 1, why);
}

/// <summary>The content under one heading.</summary>
internal sealed class HelpSection
{
    public HelpSection(string title, Block heading) => (Title, Heading) = (title, heading);

    public string Title { get; }

    public Block Heading { get; }

    /// <summary>The blocks before the first part.</summary>
    public List<Block> Body { get; } = [];

    public List<HelpSection> Parts { get; } = [];

    /// <summary>The section or part that the next block belongs to.</summary>
    public HelpSection Last => Parts.Count > 0 ? Parts[^1] : this;
}
