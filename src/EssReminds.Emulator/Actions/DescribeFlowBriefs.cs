using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace EssReminds.Emulator;

/// <summary>Looks up flows without signers (product ess): unknown flows are omitted, a forbidden one fails the whole call.</summary>
internal static class DescribeFlowBriefs
{
    public static readonly ServiceAction Action = new ServiceAction<DescribeFlowsRequest, DescribeFlowBriefsAnswer>(
        nameof(DescribeFlowBriefs), WireJson.Default.DescribeFlowsRequest, WireJson.Default.EnvelopeDescribeFlowBriefsAnswer, Handle)
    {
        LimitedByDay = true,
    };

    private static Outcome<DescribeFlowBriefsAnswer> Handle(DescribeFlowsRequest request, ServiceScope scope)
    {
        if (FlowIdRules.Check(request.FlowIds) is { } error) return error;
        FlowDetails[] flows = scope.Book.LookUp(request.FlowIds!);
        if (Array.Exists(flows, flow => flow.Status == FlowStatus.Forbidden)) return ServiceErrors.NoViewPermission;
        IEnumerable<FlowDetails> known = flows.Where(flow => flow.Status != FlowStatus.Unknown);
        return new DescribeFlowBriefsAnswer([.. known.Select(DescribeFlowBriefsAnswer.Brief.Of)]);
    }
}

/// <summary>The request body of the product ess's look-ups.</summary>
internal sealed record DescribeFlowsRequest : EssRequest
{
    public List<string?>? FlowIds { get; init; }
}

/// <summary>The answer of <see cref="DescribeFlowBriefs"/>.</summary>
internal sealed record DescribeFlowBriefsAnswer(IReadOnlyList<DescribeFlowBriefsAnswer.Brief> FlowBriefs) : ServiceAnswer
{
    internal sealed record Brief(
        string FlowId, string FlowName, string FlowDescription, string FlowType, int FlowStatus, long CreatedOn, long Deadline,
        string FlowMessage, string Creator)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? TemplateId { get; init; }

        public static Brief Of(FlowDetails flow) => new(
            flow.FlowId, flow.Name, flow.Description, flow.Type, (int)flow.Status, flow.CreatedOn, flow.Deadline,
            flow.Message, flow.Creator)
        {
            TemplateId = flow.TemplateId,
        };
    }
}
