using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EssReminds.Commands;
using Xunit;

namespace EssReminds.Tests.Package;

/// <summary>The conventions that PowerShell's script analyzer checks in functions, but cannot see in C#.</summary>
public partial class CmdletConventionTests
{
    private const string Prefix = "Ess";

    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    private static readonly Type[] Cmdlets =
        [.. typeof(SendEssFlowReminderCommand).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Cmdlet)))];

    private static readonly Type[] VerbClasses =
    [
        typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle),
        typeof(VerbsSecurity), typeof(VerbsOther),
    ];

    public static TheoryData<string> Names => [.. Cmdlets.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_verb_is_approved_and_the_noun_singular_and_prefixed(string name)
    {
        CmdletAttribute cmdlet = Find(name).GetCustomAttribute<CmdletAttribute>()!;
        IEnumerable<string> approved = VerbClasses
            .SelectMany(verbs => verbs.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(verb => (string)verb.GetValue(null)!);

        Assert.Contains(cmdlet.VerbName, approved);
        Assert.Matches("^" + Prefix + "([A-Z]|$)", cmdlet.NounName);
        Assert.True(IsSingular(cmdlet.NounName[Prefix.Length..]), cmdlet.NounName);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_class_is_sealed_and_named_after_the_cmdlet(string name)
    {
        Assert.True(Find(name).IsSealed);
        Assert.Equal(name.Replace("-", "", StringComparison.Ordinal) + "Command", Find(name).Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_output_type_is_declared(string name) => Assert.NotEmpty(Find(name).GetCustomAttributes<OutputTypeAttribute>());

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_Pascal_cased_and_singular(string name) => Assert.All(ParametersOf(name), parameter =>
    {
        Assert.Matches("^([A-Z][a-z]+)+$", parameter.Name);
        // One is named as in Invoke-WebRequest; the other is a maximum of several reminders.
        Assert.True(IsSingular(parameter.Name) || parameter.Name is "ProxyUseDefaultCredentials" or "MaximumReminders", parameter.Name);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void No_parameter_is_a_bool_instead_of_a_switch(string name) =>
        Assert.DoesNotContain(
            ParametersOf(name),
            parameter => (Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType) == typeof(bool));

    [Theory]
    [MemberData(nameof(Names))]
    public void Secrets_are_SecureString_or_PSCredential_parameters(string name) => Assert.All(
        ParametersOf(name).Where(parameter => Secret().IsMatch(parameter.Name)),
        parameter => Assert.Contains(parameter.PropertyType, (Type[])[typeof(SecureString), typeof(PSCredential)]));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_set_takes_at_most_one_parameter_by_value_from_the_pipeline(string name) => Assert.All(
        ParametersOf(name)
            .SelectMany(parameter => parameter.GetCustomAttributes<ParameterAttribute>())
            .Where(parameter => parameter.ValueFromPipeline)
            .CountBy(parameter => parameter.ParameterSetName),
        set => Assert.Equal(1, set.Value));

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_describes_the_cmdlet_and_every_parameter_in_both_languages(string name) => Assert.All(["en-US", "zh-Hans"], culture =>
    {
        XElement help = XDocument.Load(Packaged.PathOf(culture + "/EssReminds.dll-Help.xml")).Descendants(Command + "command")
            .Single(command => command.Descendants(Command + "name").First().Value == name);
        IEnumerable<string> described = help.Element(Command + "parameters")!.Elements()
            .Where(parameter => !string.IsNullOrWhiteSpace(parameter.Element(Maml + "description")?.Value))
            .Select(parameter => parameter.Element(Maml + "name")!.Value);

        Assert.NotEqual("", help.Element(Command + "details")!.Element(Maml + "description")!.Value.Trim());
        Assert.Empty(ParametersOf(name).Select(parameter => parameter.Name).Except(described));
    });

    [GeneratedRegex("(Key|Token|Password|Secret|Credential)$")]
    private static partial Regex Secret();

    private static string NameOf(Type type) =>
        type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet ? cmdlet.VerbName + "-" + cmdlet.NounName : type.Name;

    private static Type Find(string name) => Cmdlets.Single(type => NameOf(type) == name);

    private static PropertyInfo[] ParametersOf(string name) =>
        [.. Find(name).GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)))];

    // Good enough for the English words in our names: a final s is a plural, a final ss is not.
    private static bool IsSingular(string word) => !word.EndsWith('s') || word.EndsWith("ss", StringComparison.Ordinal);
}
