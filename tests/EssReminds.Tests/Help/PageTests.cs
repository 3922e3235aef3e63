using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using EssReminds.Commands;
using EssReminds.Help.Module;
using EssReminds.Help.Sources;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Xunit;

namespace EssReminds.Tests.Help;

/// <summary>The help pages describe all that exists, nothing else, and the same in both languages.</summary>
public partial class PageTests
{
    private static readonly string[] ErrorIds = [.. typeof(ErrorId).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string> CmdletNames => [.. Pages.Cmdlets.Keys];

    public static TheoryData<string> CultureNames => [.. Pages.Cultures];

    [Theory]
    [MemberData(nameof(CultureNames))]
    public void Every_cmdlet_has_a_page(string culture) => Assert.Equal(Pages.Cmdlets.Keys.Order(), Pages.In(culture).Keys.Order());

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Every_parameter_is_described_in_both_languages(string cmdlet)
    {
        string[] parameters = [.. Pages.Cmdlets[cmdlet].Parameters.Select(parameter => parameter.Name)];
        foreach (string culture in Pages.Cultures)
        {
            CmdletHelp page = Pages.In(culture)[cmdlet];
            Assert.Equal(parameters.Order(), page.Parameters.Select(entry => entry.Name).Order());
            Assert.All(page.Parameters, entry => Assert.All(entry.Description, Assert.NotEmpty));
        }
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Both_languages_say_the_same_things_in_the_same_places(string cmdlet)
    {
        CmdletHelp english = Pages.In(Pages.English)[cmdlet], chinese = Pages.In(Pages.Chinese)[cmdlet];

        Assert.Equal(Shape(english.Parameters), Shape(chinese.Parameters));
        Assert.Equal(Shape(english.Inputs), Shape(chinese.Inputs));
        Assert.Equal(Shape(english.Outputs), Shape(chinese.Outputs));
        Assert.Equal(english.Description.Count, chinese.Description.Count);
        Assert.Equal(english.Notes.Count, chinese.Notes.Count);
        Assert.Equal(english.Links.Select(link => link.Text), chinese.Links.Select(link => link.Text));
        Assert.Equal(english.Examples.Count, chinese.Examples.Count);
        Assert.All(english.Examples.Zip(chinese.Examples), pair => Assert.Equal(pair.First.Remarks.Count, pair.Second.Remarks.Count));
        static IEnumerable<(string, int)> Shape(IEnumerable<HelpEntry> entries) =>
            entries.Select(entry => (entry.Name, entry.Description.Count));
    }

    /// <summary>Names of parameters, variables, error ids and files are the same in every language.</summary>
    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Both_languages_name_the_same_things(string cmdlet)
    {
        CmdletHelp english = Pages.In(Pages.English)[cmdlet], chinese = Pages.In(Pages.Chinese)[cmdlet];
        foreach ((HelpEntry theirs, HelpEntry ours) in english.Parameters.Zip(chinese.Parameters))
            Assert.Equal((theirs.Name, Names(theirs.Description)), (ours.Name, Names(ours.Description)));
        Assert.Equal(Names(english.Description), Names(chinese.Description));

        static string Names(IEnumerable<string> paragraphs)
        {
            string text = string.Join('\n', paragraphs);
            string[] words = [.. ErrorIds, .. RemindOutcome.All];
            return string.Join(' ', Name().Matches(text).Select(m => m.Value)
                .Concat(words.Where(word => Regex.IsMatch(text, $@"(?<![A-Za-z]){word}(?![A-Za-z])")))
                .Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Inputs_and_outputs_on_a_page_are_those_of_the_cmdlet(string cmdlet)
    {
        CmdletShape shape = Pages.Cmdlets[cmdlet];
        CmdletHelp page = Pages.In(Pages.English)[cmdlet];
        Assert.Empty(shape.Outputs.Except([.. page.Outputs.Select(entry => entry.Name), typeof(void).FullName!]));
        Assert.Equal(
            shape.Parameters.Any(p => p.ValueFromPipeline || p.ValueFromPipelineByPropertyName),
            page.Inputs.All(entry => entry.Name != "None"));
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Links_of_a_page_lead_to_a_cmdlet_or_the_about_topic(string cmdlet) =>
        Assert.All(Pages.In(Pages.Chinese)[cmdlet].Links, link => Assert.True(
            link.Text == Pages.About || Pages.Cmdlets.ContainsKey(link.Text), link.Text));

    [Theory]
    [MemberData(nameof(CultureNames))]
    public void The_topic_about_errors_explains_every_error_id_and_no_other(string culture)
    {
        string[] explained = [.. Rows(culture, Pages.Errors).Select(row => row[0])];
        Assert.Equal(ErrorIds.Order(), explained.Order());
    }

    [Theory]
    [MemberData(nameof(CultureNames))]
    public void The_about_topic_explains_every_outcome(string culture) =>
        Assert.Equal(RemindOutcome.All, Rows(culture, Pages.About).Select(row => row[0]).Where(cell => RemindOutcome.All.Contains(cell)));

    [Theory]
    [InlineData(Pages.About)]
    [InlineData(Pages.Errors)]
    public void Both_about_topics_have_the_same_sections_and_rows(string topic)
    {
        HelpDocument english = Pages.AboutIn(Pages.English, topic), chinese = Pages.AboutIn(Pages.Chinese, topic);
        Assert.Equal(Outline(english), Outline(chinese));
        Assert.Equal(RowShapes(Pages.English), RowShapes(Pages.Chinese));
        IEnumerable<(string, int)> RowShapes(string culture) =>
            Rows(culture, topic).Select(row => (Name().Match(row[0]).Value, row.Length));
        static IEnumerable<string> Outline(HelpDocument document) =>
            document.Sections.Select(
                s => string.Join(' ', s.Body.Concat(s.Parts.SelectMany(part => part.Body)).Select(b => b.GetType().Name)));
    }

    [Fact]
    public void Every_error_has_a_category() =>
        Assert.Equal(ErrorIds.Order(), ErrorRecords.All.Keys.Order());

    private static IEnumerable<string[]> Rows(string culture, string topic)
    {
        HelpDocument document = Pages.AboutIn(culture, topic);
        var text = new PlainText(document);
        return from section in document.Sections
               from block in section.Body.Concat(section.Parts.SelectMany(part => part.Body))
               from row in (block as Table)?.OfType<TableRow>().Where(row => !row.IsHeader) ?? []
               select row.OfType<TableCell>().Select(cell => string.Join(' ', text.Paragraphs(cell.OfType<ParagraphBlock>()))).ToArray();
    }

    [GeneratedRegex(@"(?<![\w.-])-[A-Z][A-Za-z]+\b|\b[A-Z]+_[A-Z_]+\b")]
    private static partial Regex Name();
}
