using System;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>A flow in the book: its description, and its signers with their reminders.</summary>
internal sealed class BookedFlow
{
    public BookedFlow(Flow description)
        : this(description.FlowId, description)
    {
    }

    /// <param name="flowId">Its id.</param>
    /// <param name="description">Its description, which many flows can share.</param>
    public BookedFlow(string flowId, Flow description)
    {
        FlowId = flowId;
        Description = description;
        Hash = FlowHash.Of(flowId);
        Signers = description.Signers.Count > 0
            ? [.. description.Signers.Select((signer, n) => new BookedSigner(signer, Hash, n))]
            : GeneratedSigners.Of(Hash, description.Status);
    }

    /// <summary>The description. Ignore its FlowId and use <see cref="FlowId"/>: descriptions are shared.</summary>
    public Flow Description { get; }

    /// <summary>The hash of the id, from which everything that the description leaves open is generated.</summary>
    public ulong Hash { get; }

    public string FlowId { get; }

    public FlowStatus Status => Description.Status;

    public BookedSigner[] Signers { get; }

    public bool Reminded => Array.Exists(Signers, signer => signer.Count > 0);
}
