using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace EssReminds.Emulator;

/// <summary>Looks up flows with their signers (product ess): an unknown or forbidden flow fails the whole call.</summary>
internal static class DescribeFlowInfo
{
    public static readonly ServiceAction Action = new ServiceAction<DescribeFlowsRequest, DescribeFlowInfoAnswer>(
        nameof(DescribeFlowInfo), WireJson.Default.DescribeFlowsRequest, WireJson.Default.EnvelopeDescribeFlowInfoAnswer, Handle);

    private static Outcome<DescribeFlowInfoAnswer> Handle(DescribeFlowsRequest request, ServiceScope scope)
    {
        if (FlowIdRules.Check(request.FlowIds) is { } error) return error;
        FlowDetails[] flows = scope.Book.LookUp(request.FlowIds!);
        if (Array.Exists(flows, flow => flow.Status is FlowStatus.Unknown or FlowStatus.Forbidden)) return ServiceErrors.InvalidFlowId;
        return new DescribeFlowInfoAnswer(Array.ConvertAll(flows, DescribeFlowInfoAnswer.Detail.Of));
    }
}

/// <summary>The answer of <see cref="DescribeFlowInfo"/>, which has no deadline.</summary>
internal sealed record DescribeFlowInfoAnswer(IReadOnlyList<DescribeFlowInfoAnswer.Detail> FlowDetailInfos) : ServiceAnswer
{
    internal sealed record Detail(
        string FlowId, string FlowName, string FlowType, int FlowStatus, string FlowMessage, string FlowDescription, long CreatedOn,
        IReadOnlyList<Approver> FlowApproverInfos, IReadOnlyList<string> CcInfos, string Creator)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? TemplateId { get; init; }

        public static Detail Of(FlowDetails flow) => new(
            flow.FlowId, flow.Name, flow.Type, (int)flow.Status, flow.Message, flow.Description, flow.CreatedOn,
            [.. flow.Signers.Select(signer => Approver.Of(flow, signer))], [], flow.Creator)
        {
            TemplateId = flow.TemplateId,
        };
    }

    internal sealed record Approver(
        string ApproveMessage, string ApproveName, int ApproveStatus, string ReceiptId, string CustomUserId, string Mobile, int SignOrder,
        long ApproveTime, string ApproveType, string OrganizationId, string OrganizationName, string SignId, string RecipientId,
        string ApproverRoleName)
    {
        public static Approver Of(FlowDetails flow, BookedSigner signer)
        {
            string? organization = signer.Description.OrganizationName;
            return new Approver(
                signer.Description.Message ?? "", signer.Name, (int)signer.State, "", "", signer.Mobile, signer.Order,
                flow.SignedOn(signer), organization is null ? "PERSON" : "ORGANIZATION", "", organization ?? "",
                signer.SignId, signer.SignId, "");
        }
    }
}
