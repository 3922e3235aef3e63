using System.Linq;
using System.Text;
using EssReminds.Help.Sources;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace EssReminds.Help.Output;

/// <summary>Formats an about topic as text for a terminal, as Get-Help shows it.</summary>
internal sealed class AboutText
{
    private const int Width = 79;
    private const int Indent = 4;

    private readonly HelpDocument _document;
    private readonly PlainText _text;
    private readonly StringBuilder _out = new();

    private AboutText(HelpDocument document) => (_document, _text) = (document, new PlainText(document));

    /// <exception cref="HelpSourceException">The topic is malformed.</exception>
    public static string Of(HelpDocument document) => new AboutText(document).Write();

    private string Write()
    {
        Line(0, _document.Title);
        Line(0, new string('=', _document.Title.Length));
        foreach (HelpSection section in _document.Sections)
        {
            Line();
            Line(0, section.Title);
            Body(section);
            foreach (HelpSection part in section.Parts)
            {
                Line();
                Line(Indent / 2, part.Title);
                Body(part);
            }
        }

        RequireSynopsis();
        return _out.ToString();
    }

    /// <summary>Get-Help uses the fifth line of a topic as its synopsis.</summary>
    private void RequireSynopsis()
    {
        if (_document.Sections is not [{ Parts.Count: 0, Body: [ParagraphBlock paragraph] }, ..])
            throw new HelpSourceException(_document.File, 1, "a topic begins with a section of one paragraph, its short description");
        if (TextLayout.Columns(_text.Inline(paragraph.Inline)) > Width - Indent)
            throw _document.Error(paragraph, $"the short description is longer than a line of {Width - Indent} columns");
    }

    private void Body(HelpSection section)
    {
        for (int i = 0; i < section.Body.Count; i++)
        {
            if (i > 0) Line();
            Write(section.Body[i]);
        }
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case ListBlock list:
                foreach ((string marker, string text) in _text.Items(list)) Hanging(Indent, marker, text);
                break;
            case CodeBlock code:
                foreach (string line in PlainText.Lines(code)) Line(2 * Indent, line);
                break;
            case Table table:
                Write(table);
                break;
            default:
                foreach (string text in _text.Paragraphs([block])) Wrapped(Indent, text);
                break;
        }
    }

    /// <summary>
    /// A terminal is too narrow for columns of prose: each row becomes an entry, with its other cells as lines below the first.
    /// </summary>
    private void Write(Table table)
    {
        string[][] rows = table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(Cell).ToArray()).ToArray();
        string[] header = rows[0];
        for (int i = 1; i < rows.Length; i++)
        {
            if (i > 1) Line();
            Wrapped(Indent, rows[i][0]);
            for (int column = 1; column < header.Length; column++)
                Wrapped(2 * Indent, header.Length > 2 ? Label(header[column]) + rows[i][column] : rows[i][column]);
        }
    }

    private string Cell(TableCell cell) => string.Join(' ', _text.Paragraphs(cell));

    private static string Label(string header) => header[^1] switch
    {
        '?' => header + " ",
        '？' => header,
        var last => header + (TextLayout.IsWide(last) ? "：" : ": "),
    };

    private void Hanging(int indent, string marker, string text)
    {
        bool first = true;
        foreach (string line in TextLayout.Wrap(text, Width - indent - marker.Length))
        {
            Line(indent, (first ? marker : new string(' ', marker.Length)) + line);
            first = false;
        }
    }

    private void Wrapped(int indent, string text) => Hanging(indent, "", text);

    private void Line(int indent, string text) => _out.Append(' ', text.Length == 0 ? 0 : indent).Append(text).Append('\n');

    private void Line() => Line(0, "");
}
