using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Resources;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Localization;

/// <summary>The text resources: the same in both languages, none missing, none unused.</summary>
public partial class ResourceTests
{
    private static readonly string[] ErrorIds = [.. typeof(ErrorId).GetFields().Select(field => (string)field.GetRawConstantValue()!)];
    private static readonly Dictionary<string, string> English = Read("");
    private static readonly Dictionary<string, string> Chinese = Read("zh-Hans");

    private static readonly string[] Code = [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src", "EssReminds"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        .Select(File.ReadAllText)];

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_placeholders()
    {
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(English, text => Assert.Equal((text.Key, Places(text.Value)), (text.Key, Places(Chinese[text.Key]))));
    }

    [Fact]
    public void Chinese_texts_are_Chinese_and_English_texts_are_ASCII()
    {
        Assert.All(English.Values, text => Assert.DoesNotContain(text, c => c > '\u007f'));
        Assert.All(
            Chinese.Where(text => Words().Replace(English[text.Key], "").Any(char.IsLetter)),
            text => Assert.Contains(text.Value, c => c is >= '\u4e00' and <= '\u9fff'));
        // The service's words come in Chinese, so nothing is quoted in English: errors are named by their codes.
        Assert.All(Chinese.Values, text => Assert.DoesNotMatch("[A-Za-z]+( [a-z]+){2,}", text));
        // Punctuation next to Chinese is full-width.
        Assert.All(Chinese.Values, text => Assert.DoesNotMatch(@"[\u4e00-\u9fff][,;:!?(]|[,;!?)][\u4e00-\u9fff]", text));
    }

    [Fact]
    public void Every_error_has_a_text_and_a_recommended_action() =>
        Assert.All(ErrorIds, id => Assert.All([id, id + "_Action"], name => Assert.True(English.ContainsKey(name), name)));

    [Fact]
    public void Every_text_is_used()
    {
        string all = string.Join('\n', Code);
        string[] made =
        [
            .. ErrorIds, .. English.Keys.Select(name => name + "_Action"),
            .. Enum.GetNames<PaceChangeReason>().Select(reason => "Pace" + reason),
        ];
        Assert.All(English.Keys.Except(made), name => Assert.Contains('"' + name + '"', all, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_text_that_is_used_exists()
    {
        string[] names =
        [
            .. Code.SelectMany(code => Uses().Matches(code)).SelectMany(use => Literals().Matches(use.Value))
                .Select(literal => literal.Groups[1].Value),
        ];
        Assert.InRange(names.Length, 40, 1000);
        Assert.Equal(["Pace"], names.Except(English.Keys));
        Assert.All(Enum.GetNames<PaceChangeReason>(), reason => Assert.Contains("Pace" + reason, English.Keys));
    }

    [Fact]
    public async Task Texts_made_on_other_threads_use_the_cultures_of_the_session()
    {
        (string ours, string theirs) = await Elsewhere(CultureInfo.GetCultureInfo("zh-SG"), CultureInfo.GetCultureInfo("de-DE"));
        Assert.Equal("1,5", ours[^3..]);
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, Chinese["FileUnreadable"], "x", "1,5"), ours);
        Assert.Equal("x: 1.5", theirs);
    }

    /// <summary>A text made on another thread with other cultures, once with the session's cultures and once without.</summary>
    private static async Task<(string Ours, string Theirs)> Elsewhere(CultureInfo language, CultureInfo formats)
    {
        var (before, beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (formats, language);
        var session = new EssReminds.Platform.Texts.Session();
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);

        string ours = await Task.Run(async () =>
        {
            session.Enter();
            await Task.Yield();
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            return EssReminds.Platform.Texts.Format("FileUnreadable", "x", 1.5);
        });
        string theirs = await Task.Run(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            return EssReminds.Platform.Texts.Format("FileUnreadable", "x", 1.5);
        });
        return (ours, theirs);
    }

    private static Dictionary<string, string> Read(string culture)
    {
        var manager = new ResourceManager("EssReminds.Platform.Texts", typeof(EssException).Assembly);
        ResourceSet set = manager.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!;
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static string Places(string text) =>
        string.Join(' ', Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();

    /// <summary>The parts of a text that are not words of its own: placeholders, and the one name that may stand alone.</summary>
    [GeneratedRegex(@"\{[^}]*\}|RequestId")]
    private static partial Regex Words();

    /// <summary>Calls that take the name of a text, up to the first value to fill in.</summary>
    [GeneratedRegex(
        @"(?:Texts\.(?:Get|Format)|\bUnknown|\bInvalid|\bRequire|\bWarnOnce)"
        + @"\((?:""[^""]*""|[^"",;()])*(?:""[^""]*""|[^"",;()])")]
    private static partial Regex Uses();

    [GeneratedRegex(@"""([A-Z][A-Za-z]+)""")]
    private static partial Regex Literals();
}
