using System;
using System.Linq;
using System.Text;
using EssReminds.Actions.Lookup;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Actions;

public class LookupActionTests
{
    private static readonly Caller Caller = Callers.Ess;

    [Fact]
    public void The_body_is_the_documentations_example() =>
        Assert.All(
            new[] { new BriefsAction(Caller).Write(Vectors.FlowIds), new SignersAction(Caller).Write(Vectors.FlowIds) },
            body => Assert.Equal(Vectors.Utf8(Vectors.E1Body), body));

    [Theory]
    [InlineData("""{"Response":{"FlowBriefs":null,"RequestId":"r"}}""", 0)]
    [InlineData("""{"Response":{"FlowBriefs":[],"RequestId":"r"}}""", 0)]
    [InlineData("""{"Response":{"FlowBriefs":[{"FlowId":"a","Deadline":null,"CreatedOn":null,"FlowStatus":null}],"RequestId":"r"}}""", 1)]
    [InlineData("""{"Response":{"RequestId":"r"}}""", null)]
    [InlineData("""{"Response":{"FlowBriefs":[{"FlowId":"a","FlowStatus":"1"}],"RequestId":"r"}}""", null)]
    public void An_answers_list_of_flows_may_be_null_but_not_missing(string json, int? flows)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        Assert.Equal(flows, AnswerReader.Parse(BriefsAction.DescribeFlowBriefs, text, text.Length)?.Body.ResultCount);
    }

    [Fact]
    public void Times_that_are_zero_or_out_of_range_and_missing_texts_are_read_as_null()
    {
        EssFlow flow = Read("""{"FlowId":"a","FlowName":"","FlowStatus":null,"CreatedOn":0,"Deadline":99999999999999}""");
        Assert.Equal((null, null, null, null, null), (flow.Status, flow.CanRemind, flow.CreatedOn, flow.Deadline, flow.Name));
        Assert.True(((IItemRecord)flow).HasResult);
    }

    [Fact]
    public void A_repeated_record_and_one_of_another_flow_are_ignored()
    {
        EssFlow flow = Read("""{"FlowId":"b","FlowStatus":4},{"FlowId":"a","FlowStatus":1},{"FlowId":"a","FlowStatus":4}""");
        Assert.Equal("Waiting", flow.Status);
    }

    [Fact]
    public void Control_characters_in_a_flows_name_are_replaced() =>
        Assert.Equal("\ufffd[31mred", Read("""{"FlowId":"a","FlowName":"\u001b[31mred"}""").Name);

    [Theory]
    [InlineData("FailedOperation", nameof(Remedy.Unknown), nameof(Remedy.Halve))]
    [InlineData("FailedOperation.RequestLimitExceeded", nameof(Remedy.SendAgain), nameof(Remedy.SendAgain))]
    [InlineData("InternalError.Db", nameof(Remedy.Unknown), nameof(Remedy.Unknown))]
    [InlineData("OperationDenied", nameof(Remedy.Halve), nameof(Remedy.Halve))]
    [InlineData("OperationDenied.OutQueryLimit", nameof(Remedy.EndRun), nameof(Remedy.EndRun))]
    [InlineData("LimitExceeded", nameof(Remedy.EndRun), nameof(Remedy.EndRun))]
    [InlineData("LimitExceeded.FlowIds", nameof(Remedy.EndRun), nameof(Remedy.EndRun))]
    [InlineData("RequestLimitExceeded", nameof(Remedy.SendAgain), nameof(Remedy.SendAgain))]
    public void The_remedy_for_an_error_code_depends_on_the_action(string code, string briefs, string info)
    {
        Assert.Equal(briefs, BriefsAction.DescribeFlowBriefs.RuleOf(code).Remedy.ToString());
        Assert.Equal(info, SignersAction.DescribeFlowInfo.RuleOf(code).Remedy.ToString());
    }

    [Theory]
    [InlineData("Waiting", "Due,Signed", true)]
    [InlineData("PartlySigned", "NotYetDue,Signed", false)]
    [InlineData("PartlySigned", "NotYetDue,42", null)]
    [InlineData("PartlySigned", "Due,42", true)]
    [InlineData("Waiting", null, true)]
    [InlineData("Waiting", "", false)]
    [InlineData("FillingIn", null, false)]
    [InlineData("FillingIn", "ToFillIn", false)]
    [InlineData("Signed", "Due", false)]
    [InlineData("42", "Due", null)]
    [InlineData(null, null, null)]
    public void CanRemind_follows_from_flow_and_signer_status(string? flow, string? signers, bool? canRemind) => Assert.Equal(
        canRemind,
        new EssFlow("f")
        {
            Status = flow,
            Signers = signers?.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(status => new EssSigner("f") { Status = status }).ToList(),
        }.CanRemind);

    private static EssFlow Read(string briefs)
    {
        var flow = new EssFlow("a");
        var action = new BriefsAction(Caller);
        byte[] text = Encoding.UTF8.GetBytes($$$"""{"Response":{"FlowBriefs":[{{{briefs}}}],"RequestId":"r"}}""");
        AnswerBody answer = AnswerReader.Parse(BriefsAction.DescribeFlowBriefs, text, text.Length)!.Body;
        Assert.Empty(action.Read(answer, [flow], new CallReport<EssFlow>(new RunSignals(), action.Describe, action.Errors)));
        return flow;
    }
}
