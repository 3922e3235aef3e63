using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace EssReminds.Emulator;

/// <summary>
/// Looks up flows with their signers (product essbasic, whose states are words): an unknown or forbidden flow fails the whole call.
/// </summary>
internal static class DescribeFlowDetailInfo
{
    public static readonly ServiceAction Action = new ServiceAction<EssBasicFlowsRequest, DescribeFlowDetailInfoAnswer>(
        nameof(DescribeFlowDetailInfo),
        WireJson.Default.EssBasicFlowsRequest,
        WireJson.Default.EnvelopeDescribeFlowDetailInfoAnswer,
        Handle);

    private static Outcome<DescribeFlowDetailInfoAnswer> Handle(EssBasicFlowsRequest request, ServiceScope scope)
    {
        if (FlowIdRules.Check(request.FlowIds) is { } error) return error;
        FlowDetails[] flows = scope.Book.LookUp(request.FlowIds!);
        if (Array.Exists(flows, flow => flow.Status == FlowStatus.Unknown)) return ServiceErrors.InvalidFlowIds;
        if (Array.Exists(flows, flow => flow.Status == FlowStatus.Forbidden)) return ServiceErrors.NoViewPermission;
        EssBasicFlowsRequest.ProxyAgent agent = request.Agent!;
        return new DescribeFlowDetailInfoAnswer(
            agent.AppId!, agent.ProxyOrganizationOpenId!, Array.ConvertAll(flows, DescribeFlowDetailInfoAnswer.Info.Of));
    }
}

/// <summary>The answer of <see cref="DescribeFlowDetailInfo"/>.</summary>
internal sealed record DescribeFlowDetailInfoAnswer(
    string ApplicationId, string ProxyOrganizationOpenId, IReadOnlyList<DescribeFlowDetailInfoAnswer.Info> FlowInfo) : ServiceAnswer
{
    internal sealed record Info(
        string FlowId, string FlowName, string FlowType, string FlowStatus, string FlowMessage, long CreateOn, long DeadLine,
        string CustomData, IReadOnlyList<ChannelApprover> FlowApproverInfos, IReadOnlyList<string> CcInfos, bool NeedCreateReview)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? TemplateId { get; init; }

        public static Info Of(FlowDetails flow) => new(
            flow.FlowId, flow.Name, flow.Type, StateWords.Of(flow.Status), flow.Message, flow.CreatedOn, flow.Deadline, "",
            [.. flow.Signers.Select(signer => ChannelApprover.Of(flow, signer))], [], false)
        {
            TemplateId = flow.TemplateId,
        };
    }

    internal sealed record ChannelApprover(
        string ReceiptId, string ProxyOrganizationOpenId, string ProxyOperatorOpenId, string ProxyOrganizationName,
        string Mobile, int SignOrder, string ApproveName, string ApproveStatus, string ApproveMessage, long ApproveTime,
        string ApproveType, string ApproverRoleName, string SignId, string RecipientId)
    {
        public static ChannelApprover Of(FlowDetails flow, BookedSigner signer)
        {
            string? organization = signer.Description.OrganizationName;
            return new ChannelApprover(
                "", "", "", organization ?? "", signer.Mobile, signer.Order,
                signer.Name, StateWords.Of(signer.State), signer.Description.Message ?? "", flow.SignedOn(signer),
                organization is null ? "PERSON" : "ORGANIZATION", "", signer.SignId, signer.SignId);
        }
    }
}
