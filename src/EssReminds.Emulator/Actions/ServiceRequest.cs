using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EssReminds.Emulator;

/// <summary>The body of a request.</summary>
internal abstract record ServiceRequest
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The first parameter unknown to the action; null where there is none.</summary>
    [JsonIgnore]
    public string? FirstUnknown => Unknown?.Keys.FirstOrDefault();

    /// <summary>The error in the part that identifies the caller; null where it is valid.</summary>
    [JsonIgnore]
    public abstract ServiceError? CallerError { get; }
}

/// <summary>The body of a request to the product ess.</summary>
internal abstract record EssRequest : ServiceRequest
{
    public OperatorInfo? Operator { get; init; }

    public AgentInfo? Agent { get; init; }

    public override ServiceError? CallerError =>
        Operator is null ? ServiceErrors.MissingMember(nameof(Operator))
        : string.IsNullOrEmpty(Operator.UserId) ? ServiceErrors.MissingUserId
        : null;

    internal sealed record OperatorInfo(string? UserId);

    internal sealed record AgentInfo(string? ProxyOrganizationId);
}
