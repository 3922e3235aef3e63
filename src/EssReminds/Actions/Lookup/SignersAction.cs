using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>Looks up the signers of flows that are still open: DescribeFlowInfo, the second step of a look-up.</summary>
internal sealed class SignersAction : LookupAction<FlowDetail>, IFollowUpAction<EssFlow>
{
    /// <summary>The service's action.</summary>
    public static readonly ServiceAction DescribeFlowInfo = new(
        Product.Ess,
        "DescribeFlowInfo",
        static json => JsonSerializer.Deserialize(json, LookupJson.Default.AnswerDetailsAnswer),
        LookupErrors.UsedUp,
        LookupErrors.BadId);

    public SignersAction(Caller caller)
        : base(caller)
    {
    }

    public override ServiceAction Service => DescribeFlowInfo;

    public bool Concerns(EssFlow flow) => ((IItemRecord)flow).HasResult && FlowState.IsOpen(flow.Status);

    /// <summary>A flow that has disappeared since the first call keeps the result of that call.</summary>
    public bool Keep(IReadOnlyList<EssFlow> flows, CallFault fault, CallReport<EssFlow> report)
    {
        if (fault.ErrorId != ErrorId.FlowNotFound) return false;
        report.WarnOnce(
            "SignersNotTold", Describe([.. flows.Select(flow => flow.FlowId)]),
            CallErrors.ReasonOf(fault), CallErrors.RequestIdOf(fault.RequestId));
        return true;
    }

    public override void LeftOut(IReadOnlyList<EssFlow> flows, string? requestId, CallReport<EssFlow> report) =>
        Keep(flows, new CallFault(ErrorId.FlowNotFound, Remedy.Fail, Texts.Get("FlowLeftOut"), null, requestId), report);

    protected override IReadOnlyList<FlowDetail?> List(AnswerBody answer) => ((DetailsAnswer)answer).FlowDetailInfos!;

    protected override void Complete(EssFlow flow, FlowDetail facts) =>
        flow.Signers = Signers(flow.FlowId, facts.FlowApproverInfos);
}
