using System;
using System.Text;
using EssReminds.Credentials;

namespace EssReminds.Tests.Support;

/// <summary>Golden vectors: V1 is the documentation's own example; the others were made with two official SDKs.</summary>
internal static class Vectors
{
    public const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    public const string SecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    public const long Timestamp = 1551113065; // 2019-02-25 in UTC, already 02-26 in China

    public const string Operator = "yDxMkUyxxxxxxxxxxxVI2JmKxPkk";
    public static readonly string[] FlowIds = ["yDwXiUUckpmidr7zU1UuLaEdRx29FHpT", "yDwFmUUckpmidr7zU1UuLaEdRx29FHpU"];

    private const string BothFlowIds = "\"yDwXiUUckpmidr7zU1UuLaEdRx29FHpT\",\"yDwFmUUckpmidr7zU1UuLaEdRx29FHpU\"";

    public const string E1Body =
        $$"""{"Operator":{"UserId":"yDxMkUyxxxxxxxxxxxVI2JmKxPkk"},"FlowIds":[{{BothFlowIds}}]}""";

    public const string E4Body =
        $$"""{"Operator":{"UserId":"yDxMkUyxxxxxxxxxxxVI2JmKxPkk"},"FlowIds":[{{BothFlowIds}}],"Agent":"""
        + """{"ProxyOrganizationId":"yDtwEUUckp7f87yrUygaLZxYk2SEodS7"},"RemindTypes":["SMS","EMAIL"],"RemindEmailInfos":"""
        + """[{"SignId":"yD3XxUUckpmidr7mUuLaEdREdOckzp2M","ApproverEmail":"张三@example.com"}]}""";

    public const string GroupId = "yDwFmUUckpgroup1U1UuLaEdRx29FHpU";

    public const string G1Body =
        """{"Operator":{"UserId":"yDxMkUyxxxxxxxxxxxVI2JmKxPkk"},"FlowGroupId":"yDwFmUUckpgroup1U1UuLaEdRx29FHpU"}""";

    public const string AppId = "yDRS4UUgygqdcj51UuO4zjEBWgrvVBvA";
    public const string OrganizationOpenId = "org_dianziqian";
    public const string OperatorOpenId = "n9527";

    /// <summary>The body of vectors B1 and B2, of the product essbasic; B2 is for the test environment.</summary>
    public const string B1Body =
        """{"Agent":{"AppId":"yDRS4UUgygqdcj51UuO4zjEBWgrvVBvA","ProxyOrganizationOpenId":"org_dianziqian","ProxyOperator":"""
        + $$$"""{"OpenId":"n9527"}},"FlowIds":[{{{BothFlowIds}}}]}""";

    public const string E1Signature = "f7c93647af75f597577b98fa9db66ac5a9bdb6d573b9cf6462c9bebfd36b3647";

    public static EssCredential Credential => Key(SecretId, SecretKey);

    public static EssCredential Key(string secretId, string secretKey, string? token = null) => new(secretId, Utf8(secretKey), token);

    public static DateTimeOffset Time => DateTimeOffset.FromUnixTimeSeconds(Timestamp);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
