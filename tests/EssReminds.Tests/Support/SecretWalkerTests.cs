using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace EssReminds.Tests.Support;

/// <summary>The walker finds a secret wherever one could be; otherwise finding none would prove nothing.</summary>
public class SecretWalkerTests
{
    private const string Planted = "hunter2hunter2";

    public static TheoryData<string> Places => [.. Plants.Keys];

    private static Dictionary<string, Func<object>> Plants { get; } = new()
    {
        ["text"] = () => "a " + Planted,
        ["property"] = () => new { Inner = new { Deep = Planted } },
        ["list"] = () => new List<object> { 1, new[] { Planted } },
        ["dictionary"] = () => new Hashtable { ["key"] = Planted },
        ["key of a dictionary"] = () => new Hashtable { [Planted] = 1 },
        ["bytes"] = () => new { Key = Encoding.UTF8.GetBytes(Planted) },
        ["characters"] = () => new { Key = Planted.ToCharArray() },
        ["note property"] = () => Noted(),
        ["inner exception"] = () => new InvalidOperationException("outer", new InvalidOperationException(Planted)),
        ["data of an exception"] = () => WithData(),
        ["target of an error"] = () =>
            new ErrorRecord(new InvalidOperationException("x"), "Id", ErrorCategory.NotSpecified, new[] { Planted }),
        ["details of an error"] = () => new ErrorRecord(new InvalidOperationException("x"), "Id", ErrorCategory.NotSpecified, null)
        {
            ErrorDetails = new ErrorDetails("x") { RecommendedAction = Planted },
        },
        ["ToString"] = () => new Talkative(),
        ["debugger display"] = () => new Displayed(),
        ["private field of our own"] = () => new Keeper(),
        ["result of a task"] = () => new { Task = Task.FromResult(Planted) },
        ["URI"] = () => new { Uri = new Uri("http://user:" + Planted + "@example.com") },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_planted_secret_is_found_in_every_place(string place) =>
        Assert.NotEmpty(new SecretWalker(Planted).Search("it", Plants[place]()));

    [Fact]
    public void Nothing_is_found_where_there_is_no_secret() =>
        Assert.Empty(new SecretWalker("something else").Search("it", Plants.Values.Select(plant => plant()).ToArray()));

    [Fact]
    public void A_field_that_a_debugger_does_not_show_is_not_searched() =>
        Assert.Empty(new SecretWalker(Planted).Search("it", new Discreet()));

    private static PSObject Noted()
    {
        var item = new PSObject();
        item.Properties.Add(new PSNoteProperty("Note", Planted));
        return item;
    }

    private static InvalidOperationException WithData()
    {
        var exception = new InvalidOperationException("x");
        exception.Data["request"] = Planted;
        return exception;
    }

    private sealed class Talkative
    {
        public override string ToString() => Planted;
    }

    [DebuggerDisplay("{_secret,nq}")]
    private sealed class Displayed
    {
        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly string _secret = Planted;

        public int Length => _secret.Length;
    }

    private sealed class Keeper
    {
        private readonly string _secret = Planted;

        public int Length => _secret.Length;
    }

    private sealed class Discreet
    {
        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly string _secret = Planted;

        public int Length => _secret.Length;
    }
}
