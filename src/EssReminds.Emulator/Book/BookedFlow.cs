using System;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>A flow as the book keeps it: its description, and its signers with their reminders.</summary>
internal sealed class BookedFlow
{
    public BookedFlow(Flow description)
    {
        Description = description;
        Hash = FlowHash.Of(description.FlowId);
        Signers = description.Signers.Count > 0
            ? [.. description.Signers.Select((signer, n) => new BookedSigner(signer, Hash, n))]
            : GeneratedSigners.Of(Hash, description.Status);
    }

    public Flow Description { get; }

    /// <summary>What everything follows from that the description does not say.</summary>
    public ulong Hash { get; }

    public string FlowId => Description.FlowId;

    public FlowStatus Status => Description.Status;

    public BookedSigner[] Signers { get; }

    public bool Reminded => Array.Exists(Signers, signer => signer.Count > 0);
}
