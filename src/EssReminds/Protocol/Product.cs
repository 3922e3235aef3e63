using System;

namespace EssReminds.Protocol;

/// <summary>What distinguishes a product of Tencent's e-sign service on the wire (public API documentation, 2026-08).</summary>
internal sealed class Product
{
    public static readonly Product Ess = new("ess", "2020-11-11", "ess.tencentcloudapi.com", "ess.test.ess.tencent.cn");

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
}
