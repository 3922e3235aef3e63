using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using EssReminds.Records;

namespace EssReminds;

/// <summary>One signer of a group of contracts, as in the service's answer; texts are made safe for a terminal.</summary>
public sealed class RemindedGroupSigner
{
    [JsonConstructor]
    internal RemindedGroupSigner()
    {
    }

    /// <summary>The signer's name, as the service masks it.</summary>
    [JsonInclude]
    public string? Name { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>The signer's mobile number, as the service masks it.</summary>
    [JsonInclude]
    public string? Mobile { get; internal set => field = Printable.TextOrNull(value); }

    /// <summary>The flow ids of the contracts to be signed.</summary>
    [JsonInclude]
    public IReadOnlyList<string> FlowIds { get; internal set => field = Listed(value); } = [];

    /// <summary>Their titles.</summary>
    [JsonInclude]
    public IReadOnlyList<string> FlowNames { get; internal set => field = Listed(value); } = [];

    /// <summary>What the service did for each contract; empty where it does not say.</summary>
    [JsonInclude]
    public IReadOnlyList<RemindedContract> Contracts { get; internal set => field = TextList<RemindedContract>.Of(value); } = [];

    /// <summary>Whether the signer was reminded of at least one contract; null where the service's answer does not tell.</summary>
    [JsonIgnore]
    public bool? Reminded => Contracts.Count == 0 || Contracts.Any(contract => contract.Reminded is null)
        ? null
        : Contracts.Any(contract => contract.Reminded == true);

    /// <summary>Name and the service's words, for people.</summary>
    public override string ToString() => Name + ": " + string.Join(", ", Contracts.Select(contract => contract.ToString()).Distinct());

    private static TextList<string> Listed(IEnumerable<string?>? texts) => TextList<string>.Of(texts?.Select(Printable.TextOrNull));
}
