using System.Collections.Generic;
using System.Linq;
using System.Text;
using EssReminds.Help.Output;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EssReminds.Help.Sources;

/// <summary>Converts Markdown to plain text. Anything that a terminal cannot show is an error.</summary>
internal sealed class PlainText
{
    private readonly HelpDocument _document;

    public PlainText(HelpDocument document) => _document = document;

    /// <summary>The paragraphs, list items and lines of code, one string each.</summary>
    public IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => blocks.SelectMany(Paragraphs).ToArray();

    /// <summary>The marker and the text of each item.</summary>
    public IEnumerable<(string Marker, string Text)> Items(ListBlock list)
    {
        int number = 0;
        foreach (Block item in list)
        {
            if (item is not ListItemBlock { Count: 1 } only || only[0] is not ParagraphBlock paragraph)
                throw _document.Error(item, "an item of a list can only be one paragraph");
            yield return (list.IsOrdered ? ++number + ". " : "- ", Inline(paragraph.Inline));
        }
    }

    public static IEnumerable<string> Lines(CodeBlock code) =>
        code.Lines.Lines.Take(code.Lines.Count).Select(line => line.Slice.ToString().TrimEnd());

    public string Inline(ContainerInline? inline)
    {
        var text = new StringBuilder();
        Append(text, inline);
        return text.ToString().Trim();
    }

    private IEnumerable<string> Paragraphs(Block block) => block switch
    {
        ParagraphBlock paragraph => [Inline(paragraph.Inline)],
        ListBlock list => Items(list).Select(item => item.Marker + item.Text),
        CodeBlock code => Lines(code),
        _ => throw _document.Error(block, "only paragraphs, lists and code can stand here"),
    };

    private void Append(StringBuilder text, ContainerInline? container)
    {
        foreach (Inline inline in container ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    // Lines of Chinese are joined without a space.
                    if (literal.PreviousSibling is LineBreakInline && !IsBetweenWide(text, literal.Content.ToString())) text.Append(' ');
                    text.Append(literal.Content.AsSpan());
                    break;
                case LineBreakInline:
                    if (inline.NextSibling is not LiteralInline) text.Append(' ');
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case LinkInline { IsImage: false } link:
                    Append(text, link);
                    if (IsAddress(link.Url)) text.Append(" (").Append(link.Url).Append(')');
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case EmphasisInline emphasis:
                    Append(text, emphasis);
                    break;
                default:
                    throw new HelpSourceException(_document.File, inline.Line + 1, $"{inline.GetType().Name} cannot be shown as text");
            }
        }
    }

    /// <summary>Whether a link has an absolute address: relative links into docs/ mean nothing to a reader of Get-Help.</summary>
    public static bool IsAddress(string? url) => url is not null && url.Contains("://", System.StringComparison.Ordinal);

    private static bool IsBetweenWide(StringBuilder before, string after) =>
        before.Length > 0 && after.Length > 0 && TextLayout.IsWide(before[^1]) && TextLayout.IsWide(after[0]);
}
