using System.Text.Json.Serialization;

namespace EssReminds;

/// <summary>What the service did about one contract of a group for one signer; without anything that could act on a terminal.</summary>
public sealed class RemindedContract
{
    private const int StatusReminded = 0;
    private const int StatusNotNeeded = 2;
    private const int StatusTooOften = 5;

    [JsonConstructor]
    internal RemindedContract()
    {
    }

    /// <summary>The signer's id in this contract; null where the service names none.</summary>
    [JsonInclude]
    public string? SignId { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>The service's number for what it did; null where it names none.</summary>
    [JsonInclude]
    public int? Status { get; internal set; }

    /// <summary>The service's words for it.</summary>
    [JsonInclude]
    public string? Reason { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>Whether the signer was reminded of the contract; null where the number is none that is documented.</summary>
    [JsonIgnore]
    public bool? Reminded => Status switch
    {
        StatusReminded => true,
        StatusNotNeeded or StatusTooOften => false,
        _ => null,
    };

    /// <summary>The words, or the number, for people.</summary>
    public override string ToString() => Reason ?? (Status is { } number ? $"Status {number}" : "");
}
