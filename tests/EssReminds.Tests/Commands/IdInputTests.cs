using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using CsCheck;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Whatever the shape of the input, each id reaches the service once or has its error; wrong input costs no call.</summary>
public class IdInputTests
{
    private static EmulatorOptions Quick => new() { Quota = 0, RecordCalls = true };

    /// <summary>The shapes in which users pass an id.</summary>
    private static readonly Func<string, object>[] Shapes =
    [
        id => id,
        id => new PSObject(id),
        id => "\u202a\"" + id + "\",\r",
        id => id + "\n\n  " + id + "x",
        id => new Hashtable { ["FlowId"] = id },
        id => new Hashtable { ["flowid"] = new object[] { id } },
        id => new Dictionary<string, string> { ["FlowIds"] = id },
        id => Object("FlowId", id),
        id => Object("FLOWIDS", new ArrayList { id }),
        id => Object("FlowId", Object("FlowId", id)),
        id => new RemindFlowRecord(id),
        id => new object[] { id, new object?[] { null, "", id + "y" } },
        id => new HashSet<string> { id, id + "z" },
        id => new Queue<object>([Object("FlowId", id)]),
        id => Row(id),
    ];

    [Fact]
    public async Task Each_id_is_sent_once_from_any_mixture_of_input_shapes()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000");
        int run = 0;
        Gen.Int[0, Shapes.Length - 1].Array[1, 12].Sample(
            shapes =>
            {
                int number = run++;
                string[] ids = [.. shapes.Select((_, n) => $"r{number}-{n}-")];
                object[] input = [.. shapes.Select((shape, n) => Shapes[shape](ids[n]))];
                string[] expected = [.. input.SelectMany((_, n) => All(shapes[n], ids[n]))];
                int before = emulator.Calls.Count;

                var records = Shell.Records(shell.Run("$input | Send-EssFlowReminder -Connection $ess", input));

                Assert.Equal(expected, records.Select(r => r.FlowId));
                Assert.Equal(expected, emulator.Calls.Skip(before).SelectMany(call => call.FlowIds));
                Assert.Empty(shell.Errors);
            },
            iter: 60, threads: 1);

        static IEnumerable<string> All(int shape, string id) => shape switch
        {
            3 => [id, id + "x"],
            11 => [id, id + "y"],
            12 => [id, id + "z"],
            _ => [id],
        };
    }

    [Theory]
    [InlineData("1, 2, 3", "System.Int32")]
    [InlineData("[datetime]::Now", "System.DateTime")]
    [InlineData("$true", "System.Boolean")]
    [InlineData("@{ Contract = 'yDw' }", "Contract")]
    [InlineData("[pscustomobject]@{ 合同ID = 'yDw' }", "{ $_.合同ID }")]
    [InlineData("[pscustomobject]@{ 'contract id' = 'yDw' }", "{ $_.'contract id' }")]
    [InlineData("[IO.DirectoryInfo]'/'", "DirectoryInfo")]
    [InlineData("{ a script }", "ScriptBlock")]
    [InlineData("([Collections.Generic.Dictionary[int,string]]::new())", "no properties")]
    public async Task Input_without_an_id_costs_no_call_and_the_error_says_what_it_is(string input, string named)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);

        Assert.Empty(shell.Run($"{input} | Send-EssFlowReminder -Connection $ess"));

        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.StartsWith("FlowIdMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(shell.Warnings);
        Assert.Empty(emulator.Calls);
    }

    [Fact]
    public async Task Objects_without_an_id_are_one_error_for_each_kind_and_the_valid_ids_are_sent()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        object[] input =
        [
            .. Enumerable.Range(0, 100).SelectMany(
                n => (object[])[Object("Name", "x"), new Hashtable { ["Key"] = n }, n, $"id{n}"]),
        ];

        var records = Shell.Records(shell.Run("$input | Send-EssFlowReminder -Connection $ess", input));

        Assert.Equal(100, records.Count);
        Assert.Equal(3, shell.Errors.Count);
        Assert.Null(shell.Terminating);
        Assert.Equal(1, emulator.Stats.Calls);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(5000, true)]
    public async Task A_hundred_objects_without_an_id_end_the_run_before_any_call(int count, bool ends)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        int piped = 0;
        IEnumerable<object?> Rows()
        {
            for (; piped < count; piped++) yield return Object("合同ID", "yDw" + piped);
        }

        Assert.Empty(shell.Run("$input | Send-EssFlowReminder -Connection $ess", Rows()));

        ErrorRecord error = ends ? shell.Terminating! : Assert.Single(shell.Errors);
        Assert.StartsWith("FlowIdMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ends, error.ToString().Contains("first 100", StringComparison.Ordinal));
        Assert.Empty(emulator.Calls);
    }

    [Fact]
    public async Task A_value_of_FlowId_is_the_id_whatever_its_type()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        string guid = "0f8fad5b-d9cb-469f-a165-70867728950e";

        Assert.Equal(
            ["123", guid],
            Ids($"[pscustomobject]@{{ FlowId = 123 }}, @{{ FlowId = [guid]'{guid}' }} | Send-EssFlowReminder -Connection $ess"));
        Assert.Equal(
            ["7", "yD"],
            Ids("[pscustomobject]@{ 合同ID = 7 }, [pscustomobject]@{ 合同ID = ' yD ' } | "
                + "Send-EssFlowReminder -Connection $ess -FlowId { $_.合同ID }"));
        Assert.Equal(["007"], Ids("Send-EssFlowReminder 007 -Connection $ess"));
        Assert.Equal(["12345678901234567890123456789012"], Ids("Send-EssFlowReminder 12345678901234567890123456789012 -Connection $ess"));
        Assert.Equal(
            ["h1", "h2"],
            Ids("Send-EssFlowReminder ([Collections.Generic.HashSet[string]]@('h1', 'h2')) -Connection $ess").Order());
        Assert.Empty(shell.Errors);

        IEnumerable<string> Ids(string command) => Shell.Records(shell.Run(command)).Select(r => r.FlowId);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("@()")]
    [InlineData("$null")]
    [InlineData("' ', \"`u{feff}`n`n\"")]
    [InlineData("$rows.Misspelt")]
    public async Task Empty_input_is_a_warning_and_costs_no_call(string input)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell["rows"] = new[] { Object("FlowId", "a") };

        foreach (string command in (string[])
            [$"{input} | Send-EssFlowReminder -Connection $ess", $"Send-EssFlowReminder ({input}) -Connection $ess"])
        {
            Assert.Empty(shell.Run(command));
            Assert.Contains("No ids were given", Assert.Single(shell.Warnings), StringComparison.Ordinal);
            Assert.Empty(shell.Errors);
        }

        Assert.Empty(emulator.Calls);
    }

    [Fact]
    public async Task A_long_input_text_is_shortened_in_its_error()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        string secret = new('界', 5000);

        shell.Run("$input | Send-EssFlowReminder -Connection $ess", [secret, Object(secret, 1)]);

        Assert.Equal(["FlowIdMissing", "InvalidFlowId"], shell.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]).Order());
        Assert.All(shell.Errors, error => Assert.InRange(error.ToString().Count(c => c == '界'), 1, 80));
        Assert.Empty(emulator.Calls);
    }

    [Theory]
    [InlineData("编号,名称,合同ID", "1,租赁,", "Import-Csv FILE | Send-EssFlowReminder -FlowId { $_.合同ID }")]
    [InlineData("name,FlowId", "lease,", "Import-Csv FILE | Send-EssFlowReminder")]
    [InlineData("\"no\";\"contract id\"", "1;", "Import-Csv FILE -Delimiter ';' | Send-EssFlowReminder -FlowId { $_.'contract id' }")]
    [InlineData("名称\t合同编号", "租赁\t", "Import-Csv FILE -Delimiter \"`t\" | Send-EssFlowReminder -FlowId { $_.合同编号 }")]
    [InlineData("1,lease,yDwHeaderUckpmidr7zU1UuLaEdRx29x", "1,lease,",
        "Import-Csv FILE -Header Column1, Column2, FlowId | Send-EssFlowReminder")]
    [InlineData("\"Smith, Ltd\",yDwHeaderUckpmidr7zU1UuLaEdRx29x", "\"Smith, Ltd\",",
        "Import-Csv FILE -Header Column1, FlowId | Send-EssFlowReminder")]
    public async Task A_CSV_file_as_text_is_one_warning_with_the_command_that_reads_it_and_few_errors(
        string first, string row, string command)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        string[] ids = Ids.Take(2500), lines = [first, .. ids.Select(id => row + id)];

        foreach (object[] input in (object[][])[lines, [string.Join("\r\n", lines)]])
        {
            var records = Shell.Records(shell.Run("$input | Send-EssFlowReminder -Connection $ess", input));

            Assert.Equal(lines.Length, records.Count);
            Assert.All(records, record => Assert.Equal("InvalidFlowId", record.ErrorId));
            Assert.EndsWith(": " + command, Assert.Single(shell.Warnings), StringComparison.Ordinal);
            Assert.Equal([1000, 1000, 501], shell.Errors.Select(error => ((string[])error.TargetObject).Length));
            Assert.Equal(records.Select(record => record.FlowId), shell.Errors.SelectMany(error => (string[])error.TargetObject));
        }

        Assert.Empty(emulator.Calls);
    }

    [Theory]
    [InlineData("'two words', 'a,b'", true)]
    [InlineData("'yD', 'a,b'", false)]
    [InlineData("'{\"FlowId\":\"yD\",\"Name\":\"lease\"}'", false)]
    [InlineData("[pscustomobject]@{ FlowId = 'a,b' }", false)]
    [InlineData("'two words'", false)]
    public async Task Only_a_text_before_the_first_id_that_has_columns_looks_like_a_CSV_file(string input, bool looks)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell.Run($"{input} | Send-EssFlowReminder -Connection $ess");
        Assert.Equal(looks ? 1 : 0, shell.Warnings.Count);
        Assert.Single(shell.Errors);
    }

    [Theory]
    [InlineData("$a,$b")]
    [InlineData("$a`t$b")]
    [InlineData("$a，$b；")]
    [InlineData("$a|$b")]
    [InlineData("$a $b")]
    [InlineData("$a,,'$b'")]
    public async Task Several_ids_in_a_line_are_one_error_and_one_warning_with_the_command_that_splits_them(string line)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        (shell["a"], shell["b"]) = (Ids.Take(2)[0], Ids.Take(2)[1]);
        foreach ((string send, string command) in new[]
        {
            ("$lines | Send-EssFlowReminder", "(Get-Content FILE) -split '[^\\w-]+' | Send-EssFlowReminder"),
            ("Send-EssFlowReminder $lines", "Send-EssFlowReminder ($ids -split '[^\\w-]+')"),
        })
        {
            shell.Run($"$lines = \"{line}\", \"{line};\"; {send} -Connection $ess");
            Assert.EndsWith(": " + command, Assert.Single(shell.Warnings), StringComparison.Ordinal);
            Assert.Single(shell.Errors);
        }

        Assert.Empty(emulator.Calls);
    }

    [Theory]
    [InlineData("$a,$b,note")] // to split it would send the note
    [InlineData("$a,$b,yDmistyped")]
    public async Task No_command_is_advised_that_would_lose_an_id_or_send_another(string line)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        (shell["a"], shell["b"]) = (Ids.Take(2)[0], Ids.Take(2)[1]);
        shell.Run($"\"{line}\" | Send-EssFlowReminder -Connection $ess");
        Assert.Empty(shell.Warnings);
        Assert.Single(shell.Errors);
    }

    [Theory]
    [InlineData("'FlowId', 'a', 'b' | Send-EssFlowReminder", 1)]
    [InlineData("'\"flowids\"', 'a', 'b' | Send-EssFlowReminder", 1)]
    [InlineData("\"FlowId`r`na`r`nb\" | Send-EssFlowReminder", 1)]
    [InlineData("\"$([char]0xfeff)FlowId\", 'a', 'FlowId', 'b' | Send-EssFlowReminder", 2)] // two files
    [InlineData("Send-EssFlowReminder @('FlowGroupId', 'a', 'b')", 1)]
    [InlineData("'FlowId', 'a', 'b' | Get-EssFlow", 1)]
    public async Task The_header_of_a_file_with_one_column_is_left_out_with_a_warning(string command, int warnings)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        var output = shell.Run(command + " -Connection $ess");
        Assert.Equal(["a", "b"], output.Select(item => item.Properties["FlowId"].Value));
        Assert.Equal(warnings, shell.Warnings.Count);
        Assert.All(shell.Warnings, warning => Assert.Contains("header", warning, StringComparison.Ordinal));
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public async Task A_header_alone_sends_nothing_and_one_above_several_ids_in_a_line_leaves_the_advice_about_them()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell["line"] = string.Join(",", Ids.Take(2));
        shell.Run("'FlowId' | Send-EssFlowReminder -Connection $ess");
        Assert.Equal(2, shell.Warnings.Count); // of the header, and that no id came
        shell.Run("'FlowId', $line | Send-EssFlowReminder -Connection $ess");
        Assert.Contains("-split", shell.Warnings[^1], StringComparison.Ordinal);
        Assert.Empty(emulator.Calls);
    }

    [Fact]
    public async Task A_property_with_the_name_of_the_parameter_as_its_value_has_an_id_like_others()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Single(shell.Run("[pscustomobject]@{ FlowId = 'FlowId' } | Send-EssFlowReminder -Connection $ess"));
        Assert.Empty(shell.Warnings);
    }

    [Fact]
    public async Task A_list_that_contains_itself_is_an_error_and_its_ids_are_sent()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        var list = new ArrayList { "a" };
        list.Add(list);
        shell["list"] = list;
        Assert.Equal(["a"], Shell.Records(shell.Run("Send-EssFlowReminder $list -Connection $ess")).Select(r => r.FlowId));
        Assert.Single(shell.Errors);
    }

    private static PSObject Object(string name, object value)
    {
        var item = new PSObject();
        item.Properties.Add(new PSNoteProperty(name, value));
        return item;
    }

    private static DataRow Row(string id)
    {
        var table = new DataTable();
        table.Columns.Add("Name");
        table.Columns.Add("FlowId");
        return table.Rows.Add("x", id);
    }
}
