using System.Collections.Generic;
using System.Text.Json;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>Looks up flows and their signers in the product essbasic: DescribeFlowDetailInfo.</summary>
internal sealed class BasicFlowsAction : LookupAction<BasicFlow>
{
    /// <summary>The service's action.</summary>
    public static readonly ServiceAction DescribeFlowDetailInfo = new(
        Product.EssBasic,
        "DescribeFlowDetailInfo",
        static json => JsonSerializer.Deserialize(json, LookupJson.Default.AnswerBasicFlowsAnswer),
        LookupErrors.TooManyIds,
        LookupErrors.UsedUp,
        LookupErrors.BadBasicId);

    private readonly bool _withSigners;

    /// <param name="caller">Who calls.</param>
    /// <param name="withSigners">Whether to return the signers of open flows.</param>
    public BasicFlowsAction(Caller caller, bool withSigners)
        : base(caller) => _withSigners = withSigners;

    public override ServiceAction Service => DescribeFlowDetailInfo;

    public override void LeftOut(IReadOnlyList<EssFlow> flows, string? requestId, CallReport<EssFlow> report) =>
        NotFound(flows, requestId, report);

    protected override IReadOnlyList<BasicFlow?> List(AnswerBody answer) => ((BasicFlowsAnswer)answer).FlowInfo!;

    protected override void Complete(EssFlow flow, BasicFlow facts)
    {
        flow.Deadline = Time(facts.DeadLine);
        if (_withSigners && FlowState.IsOpen(flow.Status)) flow.Signers = Signers(flow.FlowId, facts.FlowApproverInfos);
    }
}
