using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>The newer request fields, from the cmdlet's parameters to the messages that the service sends.</summary>
public class RemindTypeTests
{
    private const string Zhang = "yD3XxUUckpmidr7mUuLaEdREdOckzp2M", Li = "yD3XxUUckpmidr7mUuLaEdREdOckzp2N";

    [Theory]
    // By the contract's own NotifyType.
    [InlineData(FlowNotifyType.Sms, "", RemindOutcome.Reminded, 1, 0)]
    [InlineData(FlowNotifyType.Email, "", RemindOutcome.Reminded, 0, 1)]
    [InlineData(FlowNotifyType.All, "", RemindOutcome.Reminded, 1, 1)]
    [InlineData(FlowNotifyType.None, "", RemindOutcome.NotReminded, 0, 0)]
    // By the types that the user asks for.
    [InlineData(FlowNotifyType.All, "-RemindType Sms", RemindOutcome.Reminded, 1, 0)]
    [InlineData(FlowNotifyType.All, "-RemindType EMAIL", RemindOutcome.Reminded, 0, 1)]
    [InlineData(FlowNotifyType.All, "-RemindType SMS, EMAIL", RemindOutcome.Reminded, 1, 1)]
    [InlineData(FlowNotifyType.Sms, "-RemindType Email", RemindOutcome.NotReminded, 0, 0)]
    [InlineData(FlowNotifyType.None, "-RemindType Sms, Email", RemindOutcome.NotReminded, 0, 0)]
    // By addresses of their own.
    [InlineData(FlowNotifyType.None, "-RemindEmail @{ " + Zhang + " = 'zs@example.com' }", RemindOutcome.Reminded, 0, 1)]
    [InlineData(FlowNotifyType.Sms, "-RemindEmail @{ " + Zhang + " = 'zs@example.com' }", RemindOutcome.Reminded, 1, 1)]
    [InlineData(FlowNotifyType.Sms, "-RemindType Email -RemindEmail @{ " + Zhang + " = 'zs@example.com' }", RemindOutcome.Reminded, 0, 1)]
    [InlineData(FlowNotifyType.None, "-RemindEmail @{ " + Li + " = 'ls@example.com' }", RemindOutcome.NotReminded, 0, 0)]
    public async Task Signers_are_reached_by_NotifyType_as_limited_by_RemindType_and_by_RemindEmail(
        FlowNotifyType notifyType, string parameters, string outcome, int texts, int mails)
    {
        FlowSigner[] signers = [new FlowSigner { Name = "张三", SignId = Zhang }];
        await using var emulator = await Service(1, new Flow { FlowId = "a", NotifyType = notifyType, Signers = signers });
        using var shell = Shell.ConnectedTo(emulator);

        RemindFlowRecord record = Assert.Single(shell.Send(["a"], parameters));

        Assert.Equal(outcome, record.Outcome);
        Assert.Equal((texts, mails), (emulator.Book.TextMessages, emulator.Book.Mails));
        RemindedSigner signer = Assert.Single(record.Signers);
        Assert.Equal(("张三", outcome == RemindOutcome.Reminded), (signer.Name, signer.Reminded));
        Assert.Equal(outcome == RemindOutcome.Reminded ? 1 : 0, emulator.Book.Reminders("a", Zhang));
    }

    [Fact]
    public async Task A_mail_to_one_of_two_signers_makes_the_flow_PartlyReminded()
    {
        await using var emulator = await Service(1, new Flow
        {
            FlowId = "a",
            NotifyType = FlowNotifyType.None,
            Signers = [new FlowSigner { Name = "张三", SignId = Zhang }, new FlowSigner { Name = "李四", SignId = Li }],
        });
        using var shell = Shell.ConnectedTo(emulator);

        RemindFlowRecord record = Assert.Single(shell.Send(["a"], $"-RemindEmail @{{ {Li} = 'ls@example.com' }}"));

        Assert.Equal((RemindOutcome.PartlyReminded, true), (record.Outcome, record.CanRemind));
        Assert.Equal([("张三", "无需催办", false), ("李四", "催办成功", true)], record.Signers.Select(s => (s.Name, s.Message, s.Reminded)));
        Assert.Equal((0, 1), (emulator.Book.Reminders("a", Zhang), emulator.Book.Reminders("a", Li)));
    }

    [Fact]
    public async Task The_service_reminds_a_signer_three_times_and_a_fourth_is_NotReminded()
    {
        FlowSigner[] signers = [new FlowSigner { Name = "张三" }];
        await using var emulator = await Service(3, new Flow { FlowId = "a", NotifyType = FlowNotifyType.All, Signers = signers });
        using var shell = Shell.ConnectedTo(emulator);

        var records = Enumerable.Range(0, 4).Select(_ => shell.Send(["a"], "-RemindType SMS, EMAIL").Single()).ToArray();

        Assert.Equal(
            [RemindOutcome.Reminded, RemindOutcome.Reminded, RemindOutcome.Reminded, RemindOutcome.NotReminded],
            records.Select(r => r.Outcome));
        Assert.Equal("超过次数限制", records[3].Signers.Single().Message);
        Assert.Equal(3, emulator.Book.Reminders("a"));
        Assert.Equal((3, 3), (emulator.Book.TextMessages, emulator.Book.Mails));
    }

    [Theory]
    [InlineData("@{ " + Zhang + " = 'zs@example.com'; }, @{ " + Li + " = 'ls@example.com' }")]
    [InlineData(
        "[pscustomobject]@{ SignId = '" + Zhang + "'; ApproverEmail = 'zs@example.com' }, "
        + "[pscustomobject]@{ SignId = '" + Li + "'; ApproverEmail = ' ls@example.com ' }")]
    [InlineData("@{ SignId = '" + Zhang + "'; ApproverEmail = 'zs@example.com' }, @{ " + Li + " = 'ls@example.com' }")]
    [InlineData("[ordered]@{ " + Zhang + " = 'zs@example.com'; " + Li + " = 'ls@example.com' }")]
    public async Task Addresses_are_taken_from_hashtables_and_from_objects(string emails)
    {
        await using var emulator = await Service(1);
        using var shell = Shell.ConnectedTo(emulator);
        bool isList = emails.StartsWith('[') || emails.Contains(',', StringComparison.Ordinal);
        shell.Send(["a"], $"-RemindEmail {(isList ? $"({emails})" : emails)}");
        Assert.EndsWith(
            $$""","RemindEmailInfos":[{"SignId":"{{Zhang}}","ApproverEmail":"zs@example.com"},"""
            + $$"""{"SignId":"{{Li}}","ApproverEmail":"ls@example.com"}]}""",
            Body(Assert.Single(emulator.Calls)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_call_of_a_run_carries_each_type_once_and_the_addresses()
    {
        await using var emulator = await Service(1);
        using var shell = Shell.ConnectedTo(emulator);
        shell.Send(Ids.Take(25), $"-BatchSize 10 -RemindType Email, Sms, Email -RemindEmail @{{ {Zhang} = 'zs@example.com' }}");
        Assert.Equal(3, emulator.Calls.Count);
        Assert.All(emulator.Calls, call => Assert.EndsWith(
            $$"""],"RemindTypes":["EMAIL","SMS"],"RemindEmailInfos":[{"SignId":"{{Zhang}}","ApproverEmail":"zs@example.com"}]}""",
            Body(call), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-RemindType Fax")]
    [InlineData("-RemindType @()")]
    [InlineData("-RemindEmail @()")]
    public async Task An_unknown_type_and_empty_lists_are_refused_before_any_call(string parameter)
    {
        await using var emulator = await Service(1);
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Empty(shell.Send(["a"], parameter));
        Assert.NotNull(shell.Terminating);
        Assert.Empty(emulator.Calls);
    }

    private static string Body(RecordedCall call) => Encoding.UTF8.GetString(call.Body.Span);

    private static async Task<EmulatorHost> Service(int remindersPerSigner, params Flow[] flows)
    {
        EmulatorHost emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, RecordCalls = true, RemindersPerSigner = remindersPerSigner });
        foreach (Flow flow in flows) emulator.Book.Add(flow);
        return emulator;
    }
}
