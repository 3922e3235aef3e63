using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class FlowGroupTests
{
    private readonly Serving _serving = new();

    [Fact]
    public void Any_group_has_two_or_three_contracts_which_are_the_same_in_every_emulator()
    {
        string[] groups = [.. Enumerable.Range(0, 50).Select(n => $"yDGroup{n}")];
        FlowBook book = _serving.Book;

        Assert.Equal(groups.Select(book.FlowsOf), groups.Select(new Serving().Book.FlowsOf));
        Assert.Equal([2, 3], groups.Select(group => book.FlowsOf(group).Count).Distinct().Order());
        Assert.Distinct(groups.SelectMany(book.FlowsOf));
        Assert.All(groups.SelectMany(book.FlowsOf), id => Assert.Equal(32, id.Length));
        Assert.All(groups, group =>
        {
            JsonArray records = Records(group);
            Assert.InRange(records.Count, 1, 2);
            Assert.All(records, record => Assert.Equal(book.FlowsOf(group), record!["FlowIds"]!.AsArray().Select(id => (string)id!)));
        });
        Assert.Equal(1, book.MostRemindersOfASigner());
        Assert.All(groups.SelectMany(book.FlowsOf), id => Assert.All(book.Signers(id), signer => Assert.Equal(1, signer.Count)));
    }

    [Fact]
    public void A_group_has_one_record_for_each_signer_with_one_message_for_each_contract()
    {
        var both = new FlowSigner { Name = "叶问天", Mobile = "15612348190", SignId = "s" };
        _serving.Book.Add(new Flow { FlowId = "a", Name = "A", Signers = [both, new FlowSigner { Name = "李四", Mobile = "13800138000" }] });
        _serving.Book.Add(new Flow { FlowId = "b", Name = "B", Signers = [both with { SignId = "t", State = SignerState.Signed }] });
        _serving.Book.Add(new FlowGroup { FlowGroupId = "g", FlowIds = ["a", "b"] });

        JsonArray records = Records("g");

        Assert.Equal(2, records.Count);
        var expected = JsonNode.Parse("""
            {
              "ApproverName": "叶**", "Mobile": "156****8190", "FlowIds": ["a", "b"], "FlowNames": ["A", "B"],
              "RemindMessageList": [
                { "ApproverOrder": 0, "SignId": "s", "Status": 0, "Reason": "催办成功（短信）" },
                { "ApproverOrder": 0, "SignId": "t", "Status": 2, "Reason": "无需催办" }
              ]
            }
            """);
        Assert.Equal(expected!.ToJsonString(), records[0]!.ToJsonString());
        Assert.Equal(["a"], records[1]!["FlowIds"]!.AsArray().Select(id => (string)id!));
        Assert.Equal((2, 2), (_serving.Book.TotalReminders, _serving.Book.TextMessages));
    }

    [Fact]
    public void A_fourth_reminder_of_a_contract_is_refused()
    {
        Assert.Equal([0, 0, 0, 5], Enumerable.Range(0, 4).Select(_ => (int)Records("g")[0]!["RemindMessageList"]![0]!["Status"]!));
        Assert.Equal("超过次数限制", (string)Records("g")[0]!["RemindMessageList"]![0]!["Reason"]!);
    }

    [Theory]
    [InlineData(FlowStatus.ToFillIn, FlowNotifyType.Sms, 0)]
    [InlineData(FlowStatus.Signed, FlowNotifyType.Sms, 2)]
    [InlineData(FlowStatus.Waiting, FlowNotifyType.Email, 2)]
    public void Signers_who_are_to_sign_or_to_fill_in_are_reminded_by_text_message(FlowStatus status, FlowNotifyType ways, int expected)
    {
        _serving.Book.Add(new Flow { FlowId = "a", Status = status, NotifyType = ways });
        _serving.Book.Add(new FlowGroup { FlowGroupId = "g", FlowIds = ["a"] });

        Assert.Equal(expected, (int)Records("g")[0]!["RemindMessageList"]![0]!["Status"]!);
    }

    [Fact]
    public void A_groups_records_can_be_given_word_for_word()
    {
        _serving.Book.Add(new FlowGroup
        {
            FlowGroupId = "g",
            Records = JsonDocument.Parse("""[{"RemindMessageList":null}]""").RootElement,
        });

        Assert.Equal("""[{"RemindMessageList":null}]""", Records("g").ToJsonString());
        Assert.Equal(0, _serving.Book.TotalReminders);
    }

    [Fact]
    public void Each_mistake_in_a_call_has_its_error_code_and_reminds_nobody()
    {
        _serving.Book.Add(new FlowGroup { FlowGroupId = "lost", Unknown = true });
        _serving.Book.AddUnknown("gone");
        _serving.Book.Add(new FlowGroup { FlowGroupId = "holed", FlowIds = ["fine", "gone"] });

        Assert.Equal("ResourceNotFound.Flow", Error(Serving.Group("lost")));
        Assert.Equal("ResourceNotFound.Flow", Error(Serving.Group("holed")));
        Assert.Equal("MissingParameter", Error("""{"Operator":{"UserId":"u"}}"""));
        Assert.Equal("MissingParameter", Error("""{"FlowGroupId":"g"}"""));
        Assert.Equal("InvalidParameter", Error("""{"Operator":{"UserId":"u"},"FlowGroupId":["g"]}"""));
        Assert.Equal("UnknownParameter", Error("""{"Operator":{"UserId":"u"},"FlowGroupId":"g","RemindTypes":["SMS"]}"""));
        Assert.Equal(0, _serving.Book.TotalReminders);
    }

    private JsonArray Records(string group) =>
        _serving.Serve(CreateFlowGroupReminds.Action, Serving.Group(group))["RemindFlowGroupRecords"]!.AsArray();

    private string? Error(string body) => _serving.Error(CreateFlowGroupReminds.Action, body)?.Code;
}
