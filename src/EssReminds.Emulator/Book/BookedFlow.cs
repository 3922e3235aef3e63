using System;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>A flow as the book keeps it: its description, and its signers with their reminders.</summary>
internal sealed class BookedFlow
{
    public BookedFlow(Flow description)
        : this(description.FlowId, description)
    {
    }

    /// <param name="flowId">Its id.</param>
    /// <param name="description">What else is known of it; many flows can share one.</param>
    public BookedFlow(string flowId, Flow description)
    {
        FlowId = flowId;
        Description = description;
        Hash = FlowHash.Of(flowId);
        Signers = description.Signers.Count > 0
            ? [.. description.Signers.Select((signer, n) => new BookedSigner(signer, Hash, n))]
            : GeneratedSigners.Of(Hash, description.Status);
    }

    /// <summary>Its FlowId is not to be read: see <see cref="FlowId"/>.</summary>
    public Flow Description { get; }

    /// <summary>What everything follows from that the description does not say.</summary>
    public ulong Hash { get; }

    public string FlowId { get; }

    public FlowStatus Status => Description.Status;

    public BookedSigner[] Signers { get; }

    public bool Reminded => Array.Exists(Signers, signer => signer.Count > 0);
}
