using System.Collections.Generic;
using System.Globalization;

namespace EssReminds.Actions.Lookup;

/// <summary>What a product's own words for states are called here.</summary>
/// <typeparam name="TWord">How the product writes a state.</typeparam>
internal sealed class StateNames<TWord>
    where TWord : notnull
{
    private readonly IReadOnlyDictionary<TWord, string> _names;

    public StateNames(IReadOnlyDictionary<TWord, string> names) => _names = names;

    /// <summary>The name of a state; a word that is not known stays visible as it is.</summary>
    public string Of(TWord word) =>
        _names.TryGetValue(word, out string? name) ? name : Printable.Text(string.Format(CultureInfo.InvariantCulture, "{0}", word));
}
