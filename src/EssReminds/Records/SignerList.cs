using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace EssReminds.Records;

/// <summary>A list of signers with a readable ToString, which Export-Csv uses.</summary>
internal sealed class SignerList : ReadOnlyCollection<RemindedSigner>
{
    public static readonly SignerList Empty = new([]);

    public SignerList(IList<RemindedSigner> signers)
        : base(signers)
    {
    }

    public override string ToString() => string.Join("; ", this);
}
