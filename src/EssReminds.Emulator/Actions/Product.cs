using System;
using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>A product of the service.</summary>
/// <param name="Service">Its name in the signature's scope; also the first label of its hosts.</param>
/// <param name="Version">The version of its API.</param>
/// <param name="Actions">Its actions.</param>
internal sealed record Product(string Service, string Version, IReadOnlyList<ServiceAction> Actions)
{
    public static readonly Product Ess = new("ess", "2020-11-11", 
        [CreateFlowReminds.Action, DescribeFlowBriefs.Action, DescribeFlowInfo.Action, CreateFlowGroupReminds.Action]);

    public static readonly Product EssBasic = new("essbasic", "2021-05-26", [
        ChannelCreateFlowReminds.Action, DescribeFlowDetailInfo.Action]);

    public static readonly IReadOnlyList<Product> All = [Ess, EssBasic];

    /// <summary>The products that a host serves: a host named for a product serves only that one, an IP address serves all.</summary>
    public static IReadOnlyList<Product> At(string host)
    {
        string label = host.Split('.')[0];
        Product? named = All.FirstOrDefault(product => product.Service.Equals(label, StringComparison.OrdinalIgnoreCase));
        return named is null ? All : [named];
    }

    /// <summary>The name if any product has such an action, else null.</summary>
    public static string? KnownAction(string name) => All.Any(product => product.Find(name) is not null) ? name : null;

    public ServiceAction? Find(string action) => Actions.FirstOrDefault(one => one.Name == action);
}
