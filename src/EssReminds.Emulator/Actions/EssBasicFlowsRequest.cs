using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>The request body of the product essbasic's actions on flows; Agent identifies the caller.</summary>
internal sealed record EssBasicFlowsRequest : ServiceRequest
{
    private const int LongestOpenId = 64;

    public ProxyAgent? Agent { get; init; }

    public List<string?>? FlowIds { get; init; }

    public override ServiceError? CallerError
    {
        get
        {
            if (Agent is null) return ServiceErrors.MissingMember("Agent");
            if (string.IsNullOrEmpty(Agent.AppId)) return ServiceErrors.MissingMember("Agent.AppId");
            if (string.IsNullOrEmpty(Agent.ProxyOrganizationOpenId)) return ServiceErrors.MissingMember("Agent.ProxyOrganizationOpenId");
            if (string.IsNullOrEmpty(Agent.ProxyOperator?.OpenId)) return ServiceErrors.MissingMember("Agent.ProxyOperator.OpenId");
            bool tooLong = Agent.ProxyOrganizationOpenId.Length > LongestOpenId || Agent.ProxyOperator.OpenId.Length > LongestOpenId;
            return tooLong ? ServiceErrors.InvalidOpenId : null;
        }
    }

    internal sealed record ProxyAgent(string? AppId, string? ProxyOrganizationOpenId, ProxyOperatorInfo? ProxyOperator);

    internal sealed record ProxyOperatorInfo(string? OpenId);
}
