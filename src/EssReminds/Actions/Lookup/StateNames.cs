using System.Collections.Generic;
using System.Globalization;

namespace EssReminds.Actions.Lookup;

/// <summary>Maps a product's state values to the names used here.</summary>
/// <typeparam name="TWord">The type of the product's values.</typeparam>
internal sealed class StateNames<TWord>
    where TWord : notnull
{
    private readonly IReadOnlyDictionary<TWord, string> _names;

    public StateNames(IReadOnlyDictionary<TWord, string> names) => _names = names;

    /// <summary>The name of a state; an unknown value is returned as it is, made safe for a terminal.</summary>
    public string Of(TWord word) =>
        _names.TryGetValue(word, out string? name) ? name : Printable.Text(string.Format(CultureInfo.InvariantCulture, "{0}", word));
}
