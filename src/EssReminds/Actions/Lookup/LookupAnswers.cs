using System.Collections.Generic;
using System.Text.Json.Serialization;
using EssReminds.Protocol;

namespace EssReminds.Actions.Lookup;

/// <summary>The Response of DescribeFlowBriefs.</summary>
internal sealed class BriefsAnswer : AnswerBody
{
    /// <summary>Tencent's services write null for an empty list.</summary>
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

/// <summary>The Response of DescribeFlowDetailInfo.</summary>
internal sealed class BasicFlowsAnswer : AnswerBody
{
    /// <inheritdoc cref="BriefsAnswer.FlowBriefs"/>
    public List<BasicFlow?>? FlowInfo { get; set => field = value ?? []; }

    public override int? ResultCount => FlowInfo?.Count;
}

/// <summary>The fields of a flow that all answers have.</summary>
internal abstract class FlowFacts
{
    public string? FlowId { get; set; }
    public string? FlowName { get; set; }
    public string? FlowMessage { get; set; }
    public string? Creator { get; set; }
    public string? TemplateId { get; set; }

    [JsonIgnore]
    public abstract string? Status { get; }

    [JsonIgnore]
    public abstract long? CreationTime { get; }
}

/// <summary>The fields of a flow that both answers of the product ess have.</summary>
internal abstract class EssFlowFacts : FlowFacts
{
    public int? FlowStatus { get; set; }
    public long? CreatedOn { get; set; }

    [JsonIgnore]
    public override string? Status => FlowStatus is { } number ? EssStates.OfFlows.Of(number) : null;

    [JsonIgnore]
    public override long? CreationTime => CreatedOn;
}

/// <summary>A flow in the answer of DescribeFlowBriefs.</summary>
internal sealed class FlowBrief : EssFlowFacts
{
    public long? Deadline { get; set; }
}

/// <summary>A flow in the answer of DescribeFlowInfo.</summary>
internal sealed class FlowDetail : EssFlowFacts
{
    public List<Approver?>? FlowApproverInfos { get; set; }
}

/// <summary>A flow in the answer of DescribeFlowDetailInfo.</summary>
internal sealed class BasicFlow : FlowFacts
{
    public string? FlowStatus { get; set; }
    public long? CreateOn { get; set; }
    public long? DeadLine { get; set; }
    public List<BasicApprover?>? FlowApproverInfos { get; set; }

    [JsonIgnore]
    public override string? Status => FlowStatus is { } word ? EssBasicStates.OfFlows.Of(word) : null;

    [JsonIgnore]
    public override long? CreationTime => CreateOn;
}

/// <summary>The fields of a signer that all answers have.</summary>
internal abstract class SignerFacts
{
    public string? ApproveName { get; set; }
    public string? SignId { get; set; }
    public int? SignOrder { get; set; }
    public long? ApproveTime { get; set; }
    public string? Mobile { get; set; }

    [JsonIgnore]
    public abstract string? Status { get; }

    [JsonIgnore]
    public abstract string? Organization { get; }
}

/// <summary>A signer in the answer of DescribeFlowDetailInfo.</summary>
internal sealed class BasicApprover : SignerFacts
{
    public string? ApproveStatus { get; set; }
    public string? ProxyOrganizationName { get; set; }

    [JsonIgnore]
    public override string? Status => ApproveStatus is { } word ? EssBasicStates.OfSigners.Of(word) : null;

    [JsonIgnore]
    public override string? Organization => ProxyOrganizationName;
}

/// <summary>A signer in the answer of DescribeFlowInfo.</summary>
internal sealed class Approver : SignerFacts
{
    public int? ApproveStatus { get; set; }
    public string? OrganizationName { get; set; }

    [JsonIgnore]
    public override string? Organization => OrganizationName;

    [JsonIgnore]
    public override string? Status => ApproveStatus is { } number ? EssStates.OfSigners.Of(number) : null;
}

[JsonSerializable(typeof(Answer<BriefsAnswer>))]
[JsonSerializable(typeof(Answer<DetailsAnswer>))]
[JsonSerializable(typeof(Answer<BasicFlowsAnswer>))]
internal sealed partial class LookupJson : JsonSerializerContext;
