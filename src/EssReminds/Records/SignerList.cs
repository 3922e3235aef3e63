using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace EssReminds.Records;

/// <summary>Signers that read well as text, too, where a list of theirs is made one: in a CSV file.</summary>
internal sealed class SignerList : ReadOnlyCollection<RemindedSigner>
{
    public static readonly SignerList Empty = new([]);

    public SignerList(IList<RemindedSigner> signers)
        : base(signers)
    {
    }

    public override string ToString() => string.Join("; ", this);
}
