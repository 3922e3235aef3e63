using System.Collections.Generic;

namespace EssReminds.Runs;

/// <summary>
/// Distinct ids, by their hashes. In parts: a set that grows holds its old and its new table at once, which for a million ids
/// in one set would take the more memory.
/// </summary>
internal sealed class IdSet
{
    private const int Parts = 256;

    private readonly HashSet<IdHash>?[] _parts = new HashSet<IdHash>?[Parts];

    /// <returns>Whether the id was not in the set yet.</returns>
    public bool Add(string id)
    {
        IdHash hash = IdHash.Of(id);
        return (_parts[hash.PartOf(Parts)] ??= []).Add(hash);
    }

    public bool Contains(string id)
    {
        IdHash hash = IdHash.Of(id);
        return _parts[hash.PartOf(Parts)]?.Contains(hash) == true;
    }
}
