using System.Collections.Generic;

namespace EssReminds.Runs;

/// <summary>
/// A set of ids, stored as hashes. Partitioned: a growing set holds its old and its new table at once, which for a million ids in a single
/// set would take more memory.
/// </summary>
internal sealed class IdSet
{
    private const int Parts = 256;

    private readonly HashSet<IdHash>?[] _parts = new HashSet<IdHash>?[Parts];

    /// <returns>Whether the id is new to the set.</returns>
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
