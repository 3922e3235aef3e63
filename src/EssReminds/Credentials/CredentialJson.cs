using System.Text.Json.Serialization;

namespace EssReminds.Credentials;

/// <summary>A profile of tccli.</summary>
internal sealed class CliProfileFile
{
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("secretId")]
    public string? SecretId { get; set; }

    [JsonPropertyName("secretKey")]
    public string? SecretKey { get; set; }

    [JsonPropertyName("token")]
    public string? Token { get; set; }

    /// <summary>The role that tccli assumes with the key.</summary>
    [JsonPropertyName("role-arn")]
    public string? RoleArn { get; set; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("expiresAt")]
    public long? ExpiresAt { get; set; }
}

/// <summary>The metadata service's answer with an instance role's temporary key.</summary>
internal sealed class RoleKey
{
    public string? TmpSecretId { get; set; }
    public string? TmpSecretKey { get; set; }
    public string? Token { get; set; }

    /// <summary>Unix seconds.</summary>
    public long ExpiredTime { get; set; }

    public string? Code { get; set; }
}

[JsonSerializable(typeof(CliProfileFile))]
[JsonSerializable(typeof(RoleKey))]
internal sealed partial class CredentialJson : JsonSerializerContext;
