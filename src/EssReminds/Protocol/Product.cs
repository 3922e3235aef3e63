using System;
using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>
/// A product of Tencent's e-sign service (public API documentation, 2026-08). All differences between the products are data here or, for
/// their answers, next to the actions that read them: no code asks which product it has.
/// </summary>
internal sealed class Product
{
    private const int LongestOpenId = 64;

    /// <summary>For an organization that signs on its own behalf.</summary>
    public static readonly Product Ess = new("ess", "2020-11-11", "ess.tencentcloudapi.com", "ess.test.ess.tencent.cn")
    {
        CallerFields =
        [
            new(CallerRole.Operator, "OperatorUserId", "Operator.UserId")
            {
                Variable = "ESS_OPERATOR_ID", MissingError = ErrorId.OperatorMissing,
            },
            // The subsidiary that a group company acts for. Omitted unless given, so that an older version of the service accepts the
            // body.
            new(CallerRole.Organization, "ProxyOrganizationId", "Agent.ProxyOrganizationId") { IsAfterItems = true },
        ],
        RemindFlows = "CreateFlowReminds",
        RemindFlowGroup = "CreateFlowGroupReminds",
        HasRemindOptions = true,
        RefusalsOfNoFlows = ["MissingParameter.FlowId"],
    };

    /// <summary>For a third-party application through which organizations sign.</summary>
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

    /// <summary>The service name in the signature's scope, whatever the endpoint's host.</summary>
    public string Name { get; }

    /// <summary>The API version, sent as X-TC-Version.</summary>
    public string Version { get; }

    public Uri ProductionEndpoint { get; }

    /// <summary>The endpoint of Tencent's test environment (联调), which has its own keys.</summary>
    public Uri TestEndpoint { get; }

    /// <summary>The fields that identify its caller, in the order of the body.</summary>
    public IReadOnlyList<CallerField> CallerFields { get; private init; } = [];

    /// <summary>The name of the action that reminds flows.</summary>
    public string RemindFlows { get; private init; } = "";

    /// <summary>The name of the action that reminds a group of flows; null where there is none.</summary>
    public string? RemindFlowGroup { get; private init; }

    /// <summary>Whether reminders take RemindTypes and RemindEmailInfos.</summary>
    public bool HasRemindOptions { get; private init; }

    /// <summary>Whether a signer is reminded at most once per contract.</summary>
    public bool RemindsOnce { get; private init; }

    /// <summary>
    /// Codes that mean an unknown flow in the answer to a reminder, where this product deviates from <see cref="ErrorCatalog"/>.
    /// </summary>
    public IReadOnlyList<string> UnknownFlowCodes { get; private init; } = [];

    /// <summary>
    /// The codes that an empty list of flows is refused with, where everything else is correct: the probe of Connect-Ess -Verify.
    /// </summary>
    public IReadOnlyList<string> RefusalsOfNoFlows { get; private init; } = [];
}
