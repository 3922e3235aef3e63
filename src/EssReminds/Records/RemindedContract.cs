using System.Text.Json.Serialization;

namespace EssReminds;

/// <summary>What the service did for one signer of one contract in a group; texts are made safe for a terminal.</summary>
public sealed class RemindedContract
{
    private const int StatusReminded = 0;
    private const int StatusNotNeeded = 2;
    private const int StatusTooOften = 5;

    [JsonConstructor]
    internal RemindedContract()
    {
    }

    /// <summary>The signer's id in this contract; null where the service gives none.</summary>
    [JsonInclude]
    public string? SignId { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>The service's status number; null where it gives none.</summary>
    [JsonInclude]
    public int? Status { get; internal set; }

    /// <summary>The service's explanation.</summary>
    [JsonInclude]
    public string? Reason { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>Whether the signer was reminded of the contract; null for a status that is not documented.</summary>
    [JsonIgnore]
    public bool? Reminded => Status switch
    {
        StatusReminded => true,
        StatusNotNeeded or StatusTooOften => false,
        _ => null,
    };

    /// <summary>The explanation, or the number, for people.</summary>
    public override string ToString() => Reason ?? (Status is { } number ? $"Status {number}" : "");
}
