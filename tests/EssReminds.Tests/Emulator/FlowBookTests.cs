using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class FlowBookTests
{
    [Fact]
    public void Any_id_is_a_flow_with_one_or_two_signers_who_are_the_same_in_every_emulator()
    {
        string[] ids = [.. Enumerable.Range(0, 1000).Select(n => $"yDxFlow{n}")];
        FlowBook one = Serve().Book, another = Serve().Book;

        Assert.Equal(ids.Select(one.Signers), ids.Select(another.Signers));
        Assert.InRange(ids.Sum(id => one.Signers(id).Count), 1400, 1600);
        Assert.All(ids, id => Assert.Distinct(one.Signers(id).Select(signer => signer.Name)));
        Assert.All(ids, id => Assert.All(one.Signers(id), signer => Assert.Equal(32, signer.SignId.Length)));
    }

    [Theory]
    [InlineData(1, "催办成功；", "此签署人已催办过；", true)]
    [InlineData(3, "催办成功；", "催办成功；", true)]
    public void A_second_reminder_is_refused_or_sent_as_the_limit_says(int limit, string first, string second, bool canRemind)
    {
        Serving serving = Serve(limit);
        FlowBook book = serving.Book;
        book.Add(Flow("f", "王五"));

        Assert.Equal((true, "签署人 王五: " + first), Remind(serving, "f").Single());
        Assert.Equal((canRemind, "签署人 王五: " + second), Remind(serving, "f").Single());
    }

    [Fact]
    public void A_fourth_reminder_is_refused_with_a_limit_of_three()
    {
        Serving serving = Serve(limit: 3);
        FlowBook book = serving.Book;
        book.Add(new Flow { FlowId = "f", Signers = [new FlowSigner { Name = "张三", RemindedBefore = 2 }] });

        Assert.Equal((true, "签署人 张三: 催办成功；"), Remind(serving, "f").Single());
        Assert.Equal((false, "签署人 张三: 超过次数限制；"), Remind(serving, "f").Single());
        Assert.Equal(1, book.Reminders("f", "张三"));
    }

    [Fact]
    public void The_message_of_a_record_lists_all_signers()
    {
        Serving serving = Serve();
        FlowBook book = serving.Book;
        book.Add(Flow("f", "张三", "李四"));

        Assert.Equal("签署人 张三: 催办成功；签署人 李四: 催办成功；", Remind(serving, "f").Single().Message);
        Assert.Equal(2, book.Reminders("f"));
        Assert.Equal(2, book.TotalReminders);
        Assert.Equal(1, book.FlowsReminded);
        Assert.Equal(1, book.MostRemindersOfASigner());
    }

    [Fact]
    public void A_signer_who_has_signed_is_not_reminded()
    {
        Serving serving = Serve();
        FlowBook book = serving.Book;
        book.Add(new Flow
        {
            FlowId = "f",
            Status = FlowStatus.Partly,
            Signers = [new FlowSigner { Name = "张三", State = SignerState.Signed }, new FlowSigner { Name = "李四" }],
        });

        Assert.Equal((true, "签署人 张三: 无需催办；签署人 李四: 催办成功；"), Remind(serving, "f").Single());
    }

    [Theory]
    [InlineData(FlowStatus.Signed)]
    [InlineData(FlowStatus.Rejected)]
    [InlineData(FlowStatus.Expired)]
    [InlineData(FlowStatus.Cancelled)]
    public void No_signer_of_a_completed_flow_is_reminded(FlowStatus status)
    {
        Serving serving = Serve();
        FlowBook book = serving.Book;
        book.Add(Flow("f", "张三") with { Status = status });

        Assert.Equal((false, "签署人 张三: 无需催办；"), Remind(serving, "f").Single());
        Assert.Equal(0, book.TotalReminders);
    }

    [Fact]
    public void An_unknown_flow_makes_its_whole_call_fail_and_is_not_named()
    {
        Serving serving = Serve();
        FlowBook book = serving.Book;
        book.AddUnknown("lost");
        book.AddUnknownPrefix("no-");

        Assert.Equal("ResourceNotFound.Flow", Sink(serving, "good", "lost").Code);
        Assert.Equal("ResourceNotFound.Flow", Sink(serving, "good", "no-flow").Code);
        Assert.DoesNotContain("lost", Sink(serving, "good", "lost").Chinese, StringComparison.Ordinal);
        Assert.Equal(0, book.TotalReminders);
        Assert.Empty(book.All());
    }

    [Fact]
    public void A_flow_can_make_its_call_fail_with_any_code()
    {
        Serving serving = Serve();
        FlowBook book = serving.Book;
        book.Add(new Flow { FlowId = "over", Sinks = "OperationDenied.FlowHasTerminated" });

        Assert.Equal("OperationDenied.FlowHasTerminated", Sink(serving, "good", "over").Code);
    }

    [Fact]
    public void A_flows_record_can_be_given_word_for_word()
    {
        Serving serving = Serve();
        FlowBook book = serving.Book;
        book.Add(new Flow { FlowId = "f", Record = new FixedRecord(false, "今天已经催办过了") });

        Assert.Equal((false, "今天已经催办过了"), Remind(serving, "f").Single());
    }

    [Theory]
    [InlineData(FlowNotifyType.Sms, "", 1, 0)]
    [InlineData(FlowNotifyType.Email, "", 0, 1)]
    [InlineData(FlowNotifyType.All, "", 1, 1)]
    [InlineData(FlowNotifyType.None, "", 0, 0)]
    [InlineData(FlowNotifyType.Sms, "\"RemindTypes\":[\"EMAIL\"]", 0, 0)]
    [InlineData(FlowNotifyType.All, "\"RemindTypes\":[\"EMAIL\"]", 0, 1)]
    [InlineData(FlowNotifyType.All, "\"RemindTypes\":[\"EMAIL\",\"SMS\"]", 1, 1)]
    [InlineData(FlowNotifyType.None, "\"RemindEmailInfos\":[{\"SignId\":\"s\",\"ApproverEmail\":\"a@b.c\"}]", 0, 1)]
    [InlineData(FlowNotifyType.Sms, "\"RemindEmailInfos\":[{\"SignId\":\"s\",\"ApproverEmail\":\"a@b.c\"}]", 1, 1)]
    [InlineData(FlowNotifyType.Sms, """
        "RemindTypes":["EMAIL"],"RemindEmailInfos":[{"SignId":"s","ApproverEmail":"a@b.c"}]
        """, 0, 1)]
    [InlineData(FlowNotifyType.None, "\"RemindEmailInfos\":[{\"SignId\":\"other\",\"ApproverEmail\":\"a@b.c\"}]", 0, 0)]
    public void Messages_are_sent_in_requested_ways_the_flow_allows(FlowNotifyType notifyType, string parameters, int texts, int mails)
    {
        Serving serving = Serve();
        FlowBook book = serving.Book;
        book.Add(new Flow { FlowId = "f", NotifyType = notifyType, Signers = [new FlowSigner { Name = "张三", SignId = "s" }] });

        (bool canRemind, string message) = Remind(serving, ["f"], parameters).Single();

        Assert.Equal((texts, mails), (book.TextMessages, book.Mails));
        Assert.Equal(texts + mails > 0, canRemind);
        Assert.Equal(texts + mails > 0 ? "签署人 张三: 催办成功；" : "签署人 张三: 无需催办；", message);
    }

    [Fact]
    public void A_generated_signer_can_be_mailed_by_its_SignId()
    {
        Serving serving = Serve();
        FlowBook book = serving.Book;
        string signId = book.Signers("f")[0].SignId;

        Remind(serving, ["f"], $$"""
            "RemindTypes":["EMAIL"],"RemindEmailInfos":[{"SignId":"{{signId}}","ApproverEmail":"a@b.c"}]
            """);

        Assert.Equal(1, book.Mails);
        Assert.Equal(1, book.Reminders("f", signId));
        Assert.Equal(0, book.TextMessages);
    }

    [Fact]
    public void Without_bookkeeping_no_reminder_is_remembered()
    {
        var serving = new Serving(new EmulatorOptions { BookKeeping = BookKeeping.None });

        Assert.Contains("催办成功；", Remind(serving, "f").Single().Message, StringComparison.Ordinal);
        Assert.Contains("催办成功；", Remind(serving, "f").Single().Message, StringComparison.Ordinal);
        Assert.Equal(2, serving.Book.FlowsReminded);
        Assert.Empty(serving.Book.All());
    }

    private static Serving Serve(int limit = 1) => new(new EmulatorOptions { RemindersPerSigner = limit });

    private static Flow Flow(string id, params string[] names) =>
        new() { FlowId = id, Signers = [.. names.Select(name => new FlowSigner { Name = name })] };

    private static List<(bool CanRemind, string Message)> Remind(Serving serving, params string[] ids) => Remind(serving, ids, "");

    private static List<(bool CanRemind, string Message)> Remind(Serving serving, string[] ids, string parameters)
    {
        JsonNode response = serving.Serve(CreateFlowReminds.Action, Serving.Flows(ids, parameters));
        JsonArray records = response["RemindFlowRecords"]!.AsArray();
        return [.. records.Select(record => ((bool)record!["CanRemind"]!, (string)record["RemindMessage"]!))];
    }

    private static ServiceError Sink(Serving serving, params string[] ids) => serving.Error(CreateFlowReminds.Action, Serving.Flows(ids))!;
}
