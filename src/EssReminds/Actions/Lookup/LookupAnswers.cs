using System.Collections.Generic;
using System.Text.Json.Serialization;
using EssReminds.Protocol;

namespace EssReminds.Actions.Lookup;

/// <summary>The Response of DescribeFlowBriefs.</summary>
internal sealed class BriefsAnswer : AnswerBody
{
    /// <summary>Tencent's services write null for a list that has nothing in it.</summary>
    public List<FlowBrief?>? FlowBriefs { get; set => field = value ?? []; }

    public override int? ResultCount => FlowBriefs?.Count;
}

/// <summary>The Response of DescribeFlowInfo.</summary>
internal sealed class DetailsAnswer : AnswerBody
{
    /// <inheritdoc cref="BriefsAnswer.FlowBriefs"/>
    public List<FlowDetail?>? FlowDetailInfos { get; set => field = value ?? []; }

    public override int? ResultCount => FlowDetailInfos?.Count;
}

/// <summary>What both answers say of a flow.</summary>
internal abstract class FlowFacts
{
    public string? FlowId { get; set; }
    public string? FlowName { get; set; }
    public int? FlowStatus { get; set; }
    public string? FlowMessage { get; set; }
    public long? CreatedOn { get; set; }
    public string? Creator { get; set; }
    public string? TemplateId { get; set; }

    [JsonIgnore]
    public string? Status => FlowStatus is { } number ? EssStates.OfFlows.Of(number) : null;
}

/// <summary>A flow in the answer of DescribeFlowBriefs.</summary>
internal sealed class FlowBrief : FlowFacts
{
    public long? Deadline { get; set; }
}

/// <summary>A flow in the answer of DescribeFlowInfo.</summary>
internal sealed class FlowDetail : FlowFacts
{
    public List<Approver?>? FlowApproverInfos { get; set; }
}

/// <summary>A signer in the answer of DescribeFlowInfo.</summary>
internal sealed class Approver
{
    public string? ApproveName { get; set; }
    public int? ApproveStatus { get; set; }
    public string? SignId { get; set; }
    public int? SignOrder { get; set; }
    public long? ApproveTime { get; set; }
    public string? Mobile { get; set; }
    public string? OrganizationName { get; set; }

    [JsonIgnore]
    public string? Status => ApproveStatus is { } number ? EssStates.OfSigners.Of(number) : null;
}

[JsonSerializable(typeof(Answer<BriefsAnswer>))]
[JsonSerializable(typeof(Answer<DetailsAnswer>))]
internal sealed partial class LookupJson : JsonSerializerContext;
