using System.Linq;
using System.Text;

namespace EssReminds.Emulator;

/// <summary>A flow that was described to the emulator, with the reminders of its signers.</summary>
internal sealed class BookedFlow
{
    public BookedFlow(Flow flow)
    {
        Flow = flow;
        ulong hash = FlowHash.Of(Encoding.UTF8.GetBytes(flow.FlowId));
        SignerState generatedState = flow.Status == FlowStatus.Signed ? SignerState.Signed : SignerState.Waiting;
        Signers = flow.Signers.Count > 0
            ? [.. flow.Signers.Select((signer, n) => new Signer(signer, signer.SignId ?? GeneratedSigners.SignId(hash, n)))]
            : [.. Enumerable.Range(0, GeneratedSigners.Count(hash)).Select(n => new Signer(
                new FlowSigner { Name = GeneratedSigners.Name(hash, n), State = generatedState }, GeneratedSigners.SignId(hash, n)))];
    }

    public Flow Flow { get; }

    public Signer[] Signers { get; }

    /// <summary>Whether anybody of this flow can be reminded at all.</summary>
    public bool Open => Flow.Status is FlowStatus.Waiting or FlowStatus.Partly;

    internal sealed class Signer(FlowSigner signer, string signId)
    {
        public string Name => signer.Name;

        public string SignId => signId;

        public byte[] EncodedName { get; } = Encoding.UTF8.GetBytes(signer.Name);

        public bool Waiting => signer.State == SignerState.Waiting;

        public int RemindedBefore => signer.RemindedBefore;

        /// <summary>Since the emulator started.</summary>
        public int Count { get; set; }
    }
}
