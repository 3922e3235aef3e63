using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace EssReminds.Records;

/// <summary>A list with a readable ToString, which Export-Csv uses.</summary>
internal sealed class TextList<T> : ReadOnlyCollection<T>
{
    public TextList(IList<T> items)
        : base(items)
    {
    }

    public override string ToString() => string.Join("; ", this);
}
