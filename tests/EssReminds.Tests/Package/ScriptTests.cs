using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Text;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Package;

/// <summary>The repository's scripts can also run in Windows PowerShell 5.1.</summary>
public class ScriptTests
{
    private static readonly TokenKind[] NewerThan51 =
    [
        TokenKind.AndAnd, TokenKind.OrOr, TokenKind.QuestionMark, TokenKind.QuestionQuestion, TokenKind.QuestionQuestionEquals,
        TokenKind.QuestionDot, TokenKind.QuestionLBracket,
    ];

    private static IEnumerable<string> ScriptNames => [Path.GetFileName(BuildScript), .. In("tests"), .. In("samples")];

    private static string BuildScript => Path.Combine(Repository.Root, "build.ps1");

    public static TheoryData<string> Scripts =>
        [Path.GetFileName(BuildScript), .. In("tests"), .. In("samples")];

    public static TheoryData<string> OtherScripts =>
        ["EssReminds.psd1", .. In("docs"), .. In("src/EssReminds.Playground")];

    public static TheoryData<string> Samples => [.. In("samples")];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_scripts_syntax_is_that_of_PowerShell_5_1(string script)
    {
        Parser.ParseFile(Path.Combine(Repository.Root, script), out Token[] tokens, out ParseError[] errors);

        Assert.Empty(errors);
        Assert.DoesNotContain(tokens, token => NewerThan51.Contains(token.Kind));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    [MemberData(nameof(OtherScripts))]
    public void A_script_with_non_ASCII_text_has_a_byte_order_mark(string script)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Repository.Root, script));
        Assert.True(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) || Ascii.IsValid(bytes));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_has_help_for_each_parameter_is_listed_and_is_tested(string sample)
    {
        ScriptBlockAst script = Parser.ParseFile(Path.Combine(Repository.Root, sample), out _, out _);
        CommentHelpInfo help = script.GetHelpContent();

        Assert.NotEmpty(help.Synopsis);
        Assert.NotEmpty(help.Description);
        Assert.NotEmpty(help.Examples);
        Assert.Equal(ParametersOf(script), help.Parameters.Keys.Order());
        string list = File.ReadAllText(Path.Combine(Repository.Root, "samples", "README.md"));
        string tests = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Samples.Tests.ps1"));
        Assert.Contains($"]({Path.GetFileName(sample)})", list, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileNameWithoutExtension(sample), tests, StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_script_has_help_for_each_parameter_and_each_task()
    {
        ScriptBlockAst script = Parser.ParseFile(BuildScript, out _, out _);
        CommentHelpInfo help = script.GetHelpContent();
        AttributeAst tasks = script.ParamBlock.Parameters[0].Attributes.OfType<AttributeAst>()
            .Single(attribute => attribute.TypeName.Name == "ValidateSet");

        Assert.NotEmpty(help.Synopsis);
        Assert.NotEmpty(help.Examples);
        Assert.Equal(ParametersOf(script), help.Parameters.Keys.Order());
        Assert.All(
            tasks.PositionalArguments.Cast<StringConstantExpressionAst>(),
            task => Assert.Contains("\n" + task.Value + " ", help.Parameters["TASK"], StringComparison.Ordinal));
    }

    private static IEnumerable<string> In(string folder) =>
        Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.ps1").Select(file => folder + "/" + Path.GetFileName(file));

    private static IEnumerable<string> ParametersOf(ScriptBlockAst script) =>
        script.ParamBlock.Parameters.Select(parameter => parameter.Name.VariablePath.UserPath.ToUpperInvariant()).Order();
}
