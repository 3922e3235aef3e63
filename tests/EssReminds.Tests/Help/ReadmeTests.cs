using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace EssReminds.Tests.Help;

public partial class ReadmeTests
{
    private static readonly MarkdownPipeline Tables = new MarkdownPipelineBuilder().UsePipeTables().Build();

    [Theory]
    [InlineData("README.md", "README.zh-Hans.md")]
    [InlineData("docs/development.md", "docs/development.zh-Hans.md")]
    public void Both_languages_have_the_same_outline_the_same_code_and_the_same_links(string first, string second)
    {
        MarkdownDocument english = Read(first), chinese = Read(second);
        Assert.Equal(english.Select(Shape), chinese.Select(Shape));
        Assert.Equal(
            english.Descendants<CodeInline>().Select(code => code.Content).Order(),
            chinese.Descendants<CodeInline>().Select(code => code.Content).Order());
        // A link leads to the Chinese version of a page or picture where there is one.
        static string InEnglish(string url) => url.Replace(".zh-Hans", "", StringComparison.Ordinal);
        Assert.Equal(Links(english).Select(InEnglish), Links(chinese).Select(InEnglish));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-Hans.md")]
    [InlineData("docs/development.md")]
    [InlineData("docs/development.zh-Hans.md")]
    [InlineData("src/EssReminds.Emulator/README.md")]
    public void Links_to_files_lead_to_existing_files(string file) =>
        Assert.All(Links(Read(file)).Where(url => !url.Contains("://", StringComparison.Ordinal) && !url.StartsWith('#')),
            url => Assert.True(Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, url.Split('#')[0])), url));

    [Fact]
    public void The_emulators_page_describes_every_option_fault_and_figure()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "src/EssReminds.Emulator/README.md"));
        Assert.All(
            Option().Matches(CommandLine.Usage).Select(option => option.Value.Trim()),
            option => Assert.Contains("`" + option, page, StringComparison.Ordinal));
        string plain = page
            .Replace("`InternalError.System` |", "InternalError.System |", StringComparison.Ordinal)
            .Replace("`RequestLimitExceeded` ", "RequestLimitExceeded ", StringComparison.Ordinal);
        Assert.All(Faults.All, fault => Assert.Contains(
            $"| `{fault.Name}` | {fault.Summary.Replace("{}", "`{}`", StringComparison.Ordinal)} | {Effect(fault)}",
            plain, StringComparison.Ordinal));
        Assert.All(typeof(EmulatorStats).GetProperties(), figure => Assert.Contains(
            "`" + char.ToLowerInvariant(figure.Name[0]) + figure.Name[1..] + "`", page, StringComparison.Ordinal));
        Assert.Contains(EmulatorKeys.SecretId, page, StringComparison.Ordinal);
        Assert.Contains(EmulatorKeys.SecretKey, page, StringComparison.Ordinal);
    }

    private static string Effect(Fault fault) =>
        fault.CarriesOut == CarryOut.Perhaps ? "perhaps" : fault.CarriesOut.ToString().ToLowerInvariant();

    private static MarkdownDocument Read(string file) => Markdown.Parse(File.ReadAllText(Path.Combine(Repository.Root, file)), Tables);

    private static string Shape(Block block) => block switch
    {
        HeadingBlock heading => "heading " + heading.Level,
        Table table => "table " + string.Join(' ', table.OfType<TableRow>().Select(row => row.Count)),
        FencedCodeBlock code => "code " + string.Join(
            '\n', code.Lines.Lines.Take(code.Lines.Count).Select(line => line.ToString().Split(" #")[0].TrimEnd())),
        ListBlock list => "list " + list.Count,
        _ => block.GetType().Name,
    };

    private static string[] Links(MarkdownDocument document) => [.. document.Descendants<LinkInline>().Select(link => link.Url!)];

    [GeneratedRegex(@"(?m)(?<=^ *)--[a-z-]+ ")]
    private static partial Regex Option();
}
