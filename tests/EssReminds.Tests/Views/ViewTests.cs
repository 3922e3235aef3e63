using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using System.Xml.Linq;
using EssReminds.Emulator;
using EssReminds.Help.Output;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Views;

/// <summary>What is shown on the screen, by the engine's own formatting.</summary>
public sealed class ViewTests : IDisposable
{
    private const string Hostile = "签署人 \u001b[31m张三\u001b[0m\u001b[2J\u0007\u009b2J\u202e: 催办成功；";
    private const char Harmless = '\ufffd';

    private readonly string _views = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".format.ps1xml");

    public void Dispose() => File.Delete(_views);

    [Fact]
    public async Task A_record_is_shown_as_a_row_with_id_outcome_and_message()
    {
        await using var emulator = await Service();
        var host = new RecordingHost();
        using var shell = Shell.ConnectedTo(emulator, host: host);

        shell.Show("'said', 'two words' | Send-EssFlowReminder -Connection $ess -ErrorAction Ignore");

        string[] lines = Lines(host);
        Assert.Equal(["FlowId", "Outcome", "Message"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("said                             Reminded       签署人 欧阳修文: 催办成功；签署人 李四: 催办成功；", lines[2]);
        Assert.StartsWith(
            "two words                        Failed         A flow id has ASCII letters, digits, ", lines[3], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(TextLayout.Columns(line), 0, 100));
    }

    [Fact]
    public async Task Wide_characters_do_not_shift_the_columns()
    {
        await using var emulator = await Service();
        var host = new RecordingHost();
        using var shell = Shell.ConnectedTo(emulator, host: host);

        shell.Show("('said' | Send-EssFlowReminder -Connection $ess).Signers");

        string[] lines = Lines(host);
        int column = lines[0].IndexOf("Message", StringComparison.Ordinal);
        Assert.Equal(["欧阳修文", "True", "催办成功"], lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(lines[2..4], line => Assert.Equal(column, TextLayout.Columns(line[..line.IndexOf('催', StringComparison.Ordinal)])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outcomes_are_coloured_on_a_terminal_and_plain_elsewhere(bool terminal)
    {
        await using var emulator = await Service();
        var host = new RecordingHost(terminal: terminal);
        using var shell = Shell.ConnectedTo(emulator, host: host);

        shell.Show("'said', 'two words' | Send-EssFlowReminder -Connection $ess -ErrorAction Ignore");

        bool colours = terminal && PSStyle.Instance.OutputRendering != OutputRendering.PlainText;
        Assert.Equal(colours, host.Text.Contains("\u001b[32mReminded\u001b[0m", StringComparison.Ordinal));
        Assert.Equal(colours, host.Text.Contains("\u001b[31mFailed\u001b[0m", StringComparison.Ordinal));
        if (!terminal) Assert.DoesNotContain('\u001b', host.Text);
    }

    [Theory]
    [InlineData(RemindOutcome.Reminded, "32")]
    [InlineData(RemindOutcome.PartlyReminded, "33")]
    [InlineData(RemindOutcome.NotReminded, "33")]
    [InlineData(RemindOutcome.Failed, "31")]
    [InlineData(RemindOutcome.Unknown, "31")]
    public void Each_outcome_has_its_colour(string outcome, string colour)
    {
        var host = new RecordingHost(terminal: true);
        using var shell = new Shell(host);
        shell["record"] = new RemindFlowRecord("a") { Outcome = outcome };
        shell.Show("$record");
        string shown = PSStyle.Instance.OutputRendering == OutputRendering.PlainText ? outcome : $"\u001b[{colour}m{outcome}\u001b[0m";
        Assert.Contains(" " + shown + " ", host.Text + " ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_views_work_in_strict_mode_and_without_PSStyle()
    {
        await using var emulator = await Service();
        var host = new RecordingHost(terminal: true);
        // Windows PowerShell has no PSStyle; here it cannot be removed, so the views look for another name.
        using var shell = new Shell(host, Views(text => text.Replace("PSStyle", "NoSuchStyle", StringComparison.Ordinal)));
        shell.Connect(emulator);

        shell.Show("Set-StrictMode -Version Latest; 'said' | Send-EssFlowReminder -Connection $ess");

        Assert.StartsWith("said                             Reminded       签署人", Lines(host)[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_view_shows_every_property()
    {
        await using var emulator = await Service();
        var host = new RecordingHost();
        using var shell = new Shell(host, ListsOnly());
        shell.Connect(emulator);

        shell.Show("'said', 'sunk' | Send-EssFlowReminder -Connection $ess -ErrorAction Ignore; $ess");

        Dictionary<string, string[]> lists = Lines(host).Where(line => line.Contains(" :", StringComparison.Ordinal))
            .Select(line => line.Split(':', 2)).GroupBy(pair => pair[0].Trim())
            .ToDictionary(g => g.Key, g => g.Select(pair => pair[1].Trim()).ToArray());
        Assert.Equal(["said", "sunk"], lists["FlowId"]);
        Assert.Equal(["Reminded", "Failed"], lists["Outcome"]);
        Assert.Equal("欧阳修文: 催办成功; 李四: 催办成功", lists["Signers"][0]);
        Assert.Equal("OperationDenied.FlowHasTerminated", lists["ErrorCode"][1]);
        Assert.All(typeof(RemindFlowRecord).GetProperties(), property => Assert.Contains(property.Name, lists.Keys));
        Assert.All(typeof(EssConnection).GetProperties(), property => Assert.Contains(property.Name, lists.Keys));
        Assert.Equal("AKID****MPLE", lists["SecretId"].Single());
    }

    [Fact]
    public async Task A_connection_is_shown_as_a_row_without_a_secret()
    {
        await using var emulator = await Service();
        var host = new RecordingHost();
        using var shell = Shell.ConnectedTo(emulator, host: host);

        shell.Show("$ess");

        Assert.Equal(
            [emulator.Address.Authority, Vectors.Operator, "AKID****MPLE", "20"],
            Lines(host)[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Control_characters_in_foreign_text_are_replaced_wherever_it_is_shown()
    {
        await using var emulator = await Service();
        var host = new RecordingHost(terminal: true);
        using var shell = new Shell(host, ListsOnly());
        shell.Connect(emulator);
        using var table = Shell.ConnectedTo(emulator, host: host);
        foreach (Shell each in (Shell[])[shell, table])
        {
            each["ids"] = new[] { "hostile", "\u001b[31m\u202ered", "turned\u202eid", "sunk\u202e" };
            each.Show("$ids | Send-EssFlowReminder -Connection $ess -Verbose");
            each.Show("($ids[0] | Send-EssFlowReminder -Connection $ess).Signers");
            each.Show("$ids | Send-EssFlowReminder -Connection $ess -WhatIf");
            each.Show("Send-EssFlowReminder a -Connection $ess -RemindEmail @{ s = \"a`e[31m@example.com\" }");
        }

        Assert.Contains(Harmless + "[2J", host.Text, StringComparison.Ordinal);
        string foreign = host.Text;
        string[] ours =
        [
            "\u001b[0m", "\u001b[31;1m", "\u001b[36;1m", "\u001b[32;1m", "\u001b[33;1m",
            "\u001b[32mReminded", "\u001b[31mFailed", "\u001b[33mNotReminded", "\u001b[31m\u001b[0m",
        ];
        foreach (string own in ours)
            foreign = foreign.Replace(own, "", StringComparison.Ordinal);
        Assert.DoesNotContain(foreign, c => c is '\u001b' or '\u0007' or '\u009b' or '\u202e');
    }

    [Fact]
    public async Task Records_can_be_filtered_by_the_name_of_their_outcome()
    {
        await using var emulator = await Service();
        using var shell = Shell.ConnectedTo(emulator);
        var records = shell.Send(["two words", "sunk", "said", "hostile"]);

        shell["records"] = records;
        Assert.Equal(2, shell.Run("$records | Where-Object Outcome -eq Failed").Count);
        Assert.Equal(2, shell.Run("$records | Where-Object Outcome -in 'Failed', 'Unknown'").Count);
        Assert.Equal("two words: Failed", records[0].ToString());
    }

    private static Task<EmulatorHost> Service()
    {
        var options = new EmulatorOptions { Quota = 0 };
        return Add(EmulatorHost.StartAsync(options));

        static async Task<EmulatorHost> Add(Task<EmulatorHost> starting)
        {
            EmulatorHost emulator = await starting;
            emulator.Book.Add(new Flow { FlowId = "said", Record = new FixedRecord(true, "签署人 欧阳修文: 催办成功；签署人 李四: 催办成功；") });
            emulator.Book.Add(new Flow { FlowId = "hostile", Record = new FixedRecord(true, Hostile) });
            emulator.Book.Add(new Flow { FlowId = "sunk", Sinks = "OperationDenied.FlowHasTerminated" });
            return emulator;
        }
    }

    /// <summary>The module's list views without its tables: what Format-List, which the hosted engine lacks, would choose.</summary>
    private string ListsOnly()
    {
        XDocument views = XDocument.Load(Path.Combine(Repository.Root, "src", "EssReminds", "EssReminds.Format.ps1xml"));
        views.Descendants("View").Where(view => view.Element("ListControl") is null).Remove();
        File.WriteAllText(_views, views.ToString());
        return _views;
    }

    private string Views(Func<string, string> change)
    {
        File.WriteAllText(_views, change(File.ReadAllText(Path.Combine(Repository.Root, "src", "EssReminds", "EssReminds.Format.ps1xml"))));
        return _views;
    }

    private static string[] Lines(RecordingHost host) =>
        host.Text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line
                .Replace("\u001b[32;1m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal).TrimEnd())
            .Where(line => line.Length > 0).ToArray();
}
