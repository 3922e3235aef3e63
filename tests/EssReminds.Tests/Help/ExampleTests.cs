using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using EssReminds.Help.Module;
using EssReminds.Help.Sources;
using EssReminds.Tests.Support;
using Markdig;
using Markdig.Syntax;
using Xunit;

namespace EssReminds.Tests.Help;

/// <summary>Examples parse with PowerShell's own parser and use only what the module has.</summary>
public class ExampleTests
{
    public static TheoryData<string, string> PagesInBothLanguages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string culture in Pages.Cultures)
                foreach (string cmdlet in Pages.Cmdlets.Keys) data.Add(culture, cmdlet);
            return data;
        }
    }

    public static TheoryData<string> Documents =>
    [
        "docs/en-US/about_EssReminds.md", "docs/zh-Hans/about_EssReminds.md",
        "README.md", "README.zh-Hans.md", "src/EssReminds.Emulator/README.md",
    ];

    [Theory]
    [MemberData(nameof(PagesInBothLanguages))]
    public void A_cmdlet_has_five_examples_or_more_that_parse_and_bind(string culture, string cmdlet)
    {
        IReadOnlyList<HelpExample> examples = Pages.In(culture)[cmdlet].Examples;
        Assert.InRange(examples.Count, 5, 99);
        Assert.All(examples, example =>
        {
            Check(example.Code);
            Assert.NotEmpty(example.Remarks);
        });
        Assert.Contains(examples, example => example.Code.Contains(cmdlet, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Code_in_other_documents_parses_and_binds(string file)
    {
        string[] code = [.. Markdown.Parse(File.ReadAllText(Path.Combine(Repository.Root, file)))
            .Descendants<FencedCodeBlock>().Where(block => block.Info == "powershell")
            .Select(block => string.Join('\n', PlainText.Lines(block)))];
        Assert.NotEmpty(code);
        Assert.All(code, Check);
    }

    [Fact]
    public void The_examples_show_the_common_tasks()
    {
        string all = string.Join('\n', Pages.In(Pages.English).Values.SelectMany(page => page.Examples).Select(example => example.Code));
        Assert.All(
            [
                "Get-Content", "Import-Csv", "-eq Failed |\n    Send-EssFlowReminder", "CheckpointPath", "Start-Transcript",
                "Register-ScheduledTask", "Get-Secret", "-RemindEmail", "-RemindType", "-IncludeSigner",
            ],
            job => Assert.Contains(job, all, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(PagesInBothLanguages))]
    public void Both_languages_show_the_same_code_except_for_words(string culture, string cmdlet) =>
        Assert.All(
            Pages.In(Pages.English)[cmdlet].Examples.Zip(Pages.In(culture)[cmdlet].Examples),
            pair => Assert.Equal(Skeleton(pair.First.Code, pair.Second.Code), Skeleton(pair.Second.Code, pair.First.Code)));

    /// <summary>The code without comments, and without the words that are Chinese in either version.</summary>
    private static string[] Skeleton(string code, string other)
    {
        Token[] tokens = Tokens(code), others = Tokens(other);
        return [.. tokens.Select((token, n) => n < others.Length && IsChinese(token, others[n]) ? "…" : token.Text)];
    }

    private static Token[] Tokens(string code)
    {
        Parser.ParseInput(code, out Token[] tokens, out _);
        return [.. tokens.Where(token => token.Kind != TokenKind.Comment)];
    }

    private static bool IsChinese(params Token[] tokens) => tokens.Any(token => token.Text.Any(c => c > '\u007f'));

    private static void Check(string code)
    {
        ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
        Assert.Empty(errors);
        foreach (CommandAst command in script.FindAll(ast => ast is CommandAst, true).Cast<CommandAst>())
        {
            string? name = command.GetCommandName();
            if (name is null || !name.Contains("-Ess", StringComparison.OrdinalIgnoreCase)) continue;
            Assert.True(Pages.Cmdlets.TryGetValue(name, out CmdletShape? cmdlet), name);
            Assert.All(Names(command, script), parameter => Assert.True(Pages.HasParameter(cmdlet!, parameter), $"{name} -{parameter}"));
        }
    }

    /// <summary>The parameters of a command, including those of a splatted hashtable in the same script.</summary>
    private static IEnumerable<string> Names(CommandAst command, ScriptBlockAst script) =>
        command.CommandElements.SelectMany(element => element switch
        {
            CommandParameterAst parameter => [parameter.ParameterName],
            VariableExpressionAst { Splatted: true } splatted => Keys(splatted.VariablePath.UserPath, script),
            _ => [],
        });

    private static string[] Keys(string variable, ScriptBlockAst script)
    {
        HashtableAst table = script.FindAll(
            ast => ast is AssignmentStatementAst { Left: VariableExpressionAst left } && left.VariablePath.UserPath == variable, true)
            .Cast<AssignmentStatementAst>().Select(assignment => assignment.Right.Find(ast => ast is HashtableAst, false))
            .OfType<HashtableAst>().Single();
        return [.. table.KeyValuePairs.Select(pair => pair.Item1.Extent.Text.Trim('\''))];
    }
}
