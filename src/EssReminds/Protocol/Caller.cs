using System.Text.Json;

namespace EssReminds.Protocol;

/// <summary>Who calls, as it stands in the body of every call.</summary>
internal sealed class Caller
{
    public Caller(string operatorUserId, string? proxyOrganizationId) => (OperatorUserId, ProxyOrganizationId) = (operatorUserId, proxyOrganizationId);

    /// <summary>The employee in whose name the call is made.</summary>
    public string OperatorUserId { get; }

    /// <summary>The subsidiary that a group company acts for; null for none.</summary>
    public string? ProxyOrganizationId { get; }

    /// <summary>What stands before the items, in the documentation's order.</summary>
    public void WriteFirst(Utf8JsonWriter json)
    {
        json.WriteStartObject("Operator");
        json.WriteString("UserId", OperatorUserId);
        json.WriteEndObject();
    }

    /// <summary>What stands behind the items. What is not asked for is absent, so that an older service takes it.</summary>
    public void WriteLast(Utf8JsonWriter json)
    {
        if (ProxyOrganizationId is null) return;
        json.WriteStartObject("Agent");
        json.WriteString(nameof(ProxyOrganizationId), ProxyOrganizationId);
        json.WriteEndObject();
    }
}
