using System.Linq;
using CsCheck;
using EssReminds.Actions.Groups;
using EssReminds.Actions.Lookup;
using EssReminds.Actions.Reminders;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Actions;

/// <summary>Whatever a service or a proxy answers, no action throws: an item has its result, or a fault that says why not.</summary>
public class AnyAnswerTests
{
    private const string Flow =
        "\"FlowId\":\"a\",\"FlowName\":\"n\",\"FlowMessage\":\"m\",\"Creator\":\"c\",\"TemplateId\":\"t\",\"CreatedOn\":1756200000,"
        + "\"CreateOn\":1756200000,\"Deadline\":1787700000,\"DeadLine\":1787700000,";

    private const string Signer =
        "{\"ApproveName\":\"张三\",\"SignId\":\"s\",\"SignOrder\":1,\"ApproveTime\":0,\"Mobile\":\"13800138000\",\"ApproveStatus\":";

    [Fact]
    public void Any_answer_to_a_reminder_gives_results_or_faults() => Never_throws(
        new RemindAction(Callers.Ess, [], new RemindEmailMap()),
        Response("RemindFlowRecords", "{\"CanRemind\":true,\"FlowId\":\"a\",\"RemindMessage\":\"签署人 王五: 催办成功；\"}"));

    [Fact]
    public void Any_answer_to_a_reminder_of_a_group_gives_results_or_faults() => Never_throws(
        new GroupAction(Callers.Ess),
        Response("RemindFlowGroupRecords",
            "{\"ApproverName\":\"n\",\"Mobile\":\"138****8000\",\"FlowIds\":[\"f\"],\"FlowNames\":[\"n\"],"
            + "\"RemindMessageList\":[{\"SignId\":\"s\",\"Status\":0,\"Reason\":\"r\"}]}"));

    [Fact]
    public void Any_answer_to_a_look_at_flows_gives_results_or_faults() => Never_throws(
        new BriefsAction(Callers.Ess), Response("FlowBriefs", "{" + Flow + "\"FlowStatus\":2}"));

    [Fact]
    public void Any_answer_to_a_look_at_signers_gives_results_or_faults() => Never_throws(
        new SignersAction(Callers.Ess),
        Response("FlowDetailInfos", "{" + Flow + "\"FlowStatus\":2,\"FlowApproverInfos\":[" + Signer + "2}]}"));

    [Fact]
    public void Any_answer_to_a_look_by_a_third_party_application_gives_results_or_faults() => Never_throws(
        new BasicFlowsAction(Callers.EssBasic, withSigners: true),
        Response("FlowInfo", "{" + Flow + "\"FlowStatus\":\"PART\",\"FlowApproverInfos\":[" + Signer + "\"PENDING\"}]}"));

    private static string Response(string list, string record) =>
        "{\"Response\":{\"" + list + "\":[" + record + "],\"RequestId\":\"r\"}}";

    private static void Never_throws<TRecord>(IBulkAction<TRecord> action, string good)
        where TRecord : class, IItemRecord
    {
        const string refusal = """{"Response":{"Error":{"Code":"ResourceNotFound.Flow","Message":"m"},"RequestId":"r"}}""";
        Assert.True(Read(action, Vectors.Utf8(good)));
        Mutations.Of(good, refusal).Sample(bytes => Read(action, bytes) || true);
    }

    /// <returns>Whether the answer lists the item.</returns>
    private static bool Read<TRecord>(IBulkAction<TRecord> action, byte[] bytes)
        where TRecord : class, IItemRecord
    {
        if (AnswerReader.Parse(action.Service, bytes, bytes.Length) is not { Fault: null } result) return false;
        var report = new CallReport<TRecord>(new RunSignals(), action.Describe, action.Errors);
        TRecord[] asked = [action.NewRecord("a"), action.NewRecord("b")];
        TRecord[] leftOut = [.. action.Read(result.Body, asked, report)];
        action.LeftOut(leftOut, result.RequestId, report);
        foreach (EssException error in report.Errors) Assert.NotEmpty(error.Message);
        foreach (TRecord record in asked) Assert.NotNull(record.ToString());
        return !leftOut.Contains(asked[0]);
    }
}
