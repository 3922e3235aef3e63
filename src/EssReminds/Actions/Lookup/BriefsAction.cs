using System.Collections.Generic;
using System.Text.Json;
using EssReminds.Protocol;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>Looks up flows without their signers: DescribeFlowBriefs. It omits flows that it does not know.</summary>
internal sealed class BriefsAction : LookupAction<FlowBrief>
{
    /// <summary>The service's action.</summary>
    public static readonly ServiceAction DescribeFlowBriefs = new(
        Product.Ess,
        "DescribeFlowBriefs",
        static json => JsonSerializer.Deserialize(json, LookupJson.Default.AnswerBriefsAnswer),
        LookupErrors.UsedUp);

    public BriefsAction(Caller caller)
        : base(caller)
    {
    }

    public override ServiceAction Service => DescribeFlowBriefs;

    public override void LeftOut(IReadOnlyList<EssFlow> flows, string? requestId, CallReport<EssFlow> report) =>
        NotFound(flows, requestId, report);

    protected override IReadOnlyList<FlowBrief?> List(AnswerBody answer) => ((BriefsAnswer)answer).FlowBriefs!;

    protected override void Complete(EssFlow flow, FlowBrief facts) => flow.Deadline = Time(facts.Deadline);
}
