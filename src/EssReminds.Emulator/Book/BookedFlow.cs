using System;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>A flow as the book keeps it: its description, completed by what its id makes up, and its signers' reminders.</summary>
internal sealed class BookedFlow
{
    private readonly ulong _hash;

    public BookedFlow(Flow description)
    {
        Description = description;
        _hash = FlowHash.Of(description.FlowId);
        Signers = description.Signers.Count > 0
            ? [.. description.Signers.Select((signer, n) => new BookedSigner(signer, _hash, n))]
            : GeneratedSigners.Of(_hash, description.Status);
    }

    public Flow Description { get; }

    public string FlowId => Description.FlowId;

    public FlowStatus Status => Description.Status;

    public BookedSigner[] Signers { get; }

    /// <summary>Whether anybody of this flow can be reminded at all.</summary>
    public bool Open => Status is FlowStatus.Waiting or FlowStatus.Partly;

    public bool Reminded => Array.Exists(Signers, signer => signer.Count > 0);
}
