using System;
using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>
/// A product of Tencent's e-sign service (public API documentation, 2026-08): where the products differ stands here and, for their
/// answers, beside the actions that read them. Nobody asks which product it is.
/// </summary>
internal sealed class Product
{
    private const int LongestOpenId = 64;

    /// <summary>For an organization that signs for itself.</summary>
    public static readonly Product Ess = new("ess", "2020-11-11", "ess.tencentcloudapi.com", "ess.test.ess.tencent.cn")
    {
        CallerFields =
        [
            new(CallerRole.Operator, "OperatorUserId", "Operator.UserId")
            {
                Variable = "ESS_OPERATOR_ID", MissingError = ErrorId.OperatorMissing,
            },
            // The subsidiary that a group company acts for. Absent where it is not asked for, so that an older service takes the body.
            new(CallerRole.Organization, "ProxyOrganizationId", "Agent.ProxyOrganizationId") { IsAfterItems = true },
        ],
        RemindFlows = "CreateFlowReminds",
        RemindFlowGroup = "CreateFlowGroupReminds",
        HasRemindOptions = true,
        RefusalsOfNoFlows = ["MissingParameter.FlowId"],
    };

    /// <summary>For an application through which organizations sign.</summary>
    public static readonly Product EssBasic = new("essbasic", "2021-05-26", "essbasic.tencentcloudapi.com", "essbasic.test.ess.tencent.cn")
    {
        CallerFields =
        [
            new(CallerRole.Application, "AppId", "Agent.AppId") { Variable = "ESS_APP_ID", MissingError = ErrorId.CallerIncomplete },
            new(CallerRole.Organization, "OrganizationOpenId", "Agent.ProxyOrganizationOpenId")
            {
                Variable = "ESS_ORGANIZATION_OPEN_ID", MissingError = ErrorId.CallerIncomplete, MaximumLength = LongestOpenId,
            },
            new(CallerRole.Operator, "OperatorOpenId", "Agent.ProxyOperator.OpenId")
            {
                Variable = "ESS_OPERATOR_OPEN_ID", MissingError = ErrorId.CallerIncomplete, MaximumLength = LongestOpenId,
            },
        ],
        RemindFlows = "ChannelCreateFlowReminds",
        RemindsOnce = true,
        RefusalsOfNoFlows = ["MissingParameter.FlowId", "InvalidParameter.FlowIds", "InvalidParameterValue"],
        UnknownFlowCodes = ["InvalidParameterValue"],
    };

    public static readonly IReadOnlyList<Product> All = [Ess, EssBasic];

    private Product(string name, string version, string productionHost, string testHost)
    {
        Name = name;
        Version = version;
        ProductionEndpoint = new Uri("https://" + productionHost);
        TestEndpoint = new Uri("https://" + testHost);
    }

    /// <summary>The service in the signature's scope, whatever the endpoint's host.</summary>
    public string Name { get; }

    /// <summary>X-TC-Version.</summary>
    public string Version { get; }

    public Uri ProductionEndpoint { get; }

    /// <summary>Tencent's environment for trials (联调), with keys of its own.</summary>
    public Uri TestEndpoint { get; }

    /// <summary>By what it knows its caller, in the order of a body.</summary>
    public IReadOnlyList<CallerField> CallerFields { get; private init; } = [];

    /// <summary>The action that reminds flows.</summary>
    public string RemindFlows { get; private init; } = "";

    /// <summary>The action that reminds a group of flows; null where there is none.</summary>
    public string? RemindFlowGroup { get; private init; }

    /// <summary>Whether reminders take the ways, and addresses for single signers.</summary>
    public bool HasRemindOptions { get; private init; }

    /// <summary>Whether a signer of a contract is reminded once at most.</summary>
    public bool RemindsOnce { get; private init; }

    /// <summary>Codes by which it refuses to remind a flow that it does not know, where others mean that by other codes.</summary>
    public IReadOnlyList<string> UnknownFlowCodes { get; private init; } = [];

    /// <summary>The codes by which it refuses to remind no flows, where all else is right.</summary>
    public IReadOnlyList<string> RefusalsOfNoFlows { get; private init; } = [];
}
