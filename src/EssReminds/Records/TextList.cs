using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace EssReminds.Records;

/// <summary>A list that reads well as text, too, where one is made of it: in a CSV file.</summary>
internal sealed class TextList<T> : ReadOnlyCollection<T>
{
    public TextList(IList<T> items)
        : base(items)
    {
    }

    public override string ToString() => string.Join("; ", this);
}
