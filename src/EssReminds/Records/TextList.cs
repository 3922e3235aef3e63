using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace EssReminds.Records;

/// <summary>A list with a readable ToString, which Export-Csv uses.</summary>
internal sealed class TextList<T> : ReadOnlyCollection<T>
{
    public TextList(IList<T> items)
        : base(items)
    {
    }

    /// <summary>A list without the nulls that a file edited by hand may have in it.</summary>
    public static TextList<T> Of(IEnumerable<T?>? items) => new([.. (items ?? []).Where(item => item is not null)!]);

    public override string ToString() => string.Join("; ", this);
}
