using System.Collections.Generic;
using EssReminds.Protocol;

namespace EssReminds.Tests.Support;

/// <summary>The callers of the golden vectors.</summary>
internal static class Callers
{
    public static readonly Caller Ess = OfEss(Vectors.Operator);

    public static readonly Caller EssBasic = new(Product.EssBasic, new Dictionary<string, string>
    {
        ["AppId"] = Vectors.AppId, ["OrganizationOpenId"] = Vectors.OrganizationOpenId, ["OperatorOpenId"] = Vectors.OperatorOpenId,
    });

    public static Caller OfEss(string operatorUserId, string? proxyOrganizationId = null)
    {
        var ids = new Dictionary<string, string> { ["OperatorUserId"] = operatorUserId };
        if (proxyOrganizationId is not null) ids.Add("ProxyOrganizationId", proxyOrganizationId);
        return new Caller(Product.Ess, ids);
    }
}
