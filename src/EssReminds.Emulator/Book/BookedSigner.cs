namespace EssReminds.Emulator;

/// <summary>A signer as the book keeps them, with their reminders.</summary>
internal sealed class BookedSigner(FlowSigner description, ulong flowHash, int order)
{
    public FlowSigner Description => description;

    public string Name => description.Name;

    // Making one costs more than all the rest of a reminder, and few calls ask for it.
    public string SignId => description.SignId ?? GeneratedSigners.SignId(flowHash, order);

    public bool Waiting => description.State == SignerState.Waiting;

    /// <summary>Reminders since the emulator started.</summary>
    public int Count { get; private set; }

    /// <summary>Reminds the signer, or says why not.</summary>
    public SignerOutcome Remind(FlowNotifyType ways, int limit)
    {
        if (ways == FlowNotifyType.None) return SignerOutcome.NotNeeded;
        if (description.RemindedBefore + Count >= limit) return limit == 1 ? SignerOutcome.RemindedBefore : SignerOutcome.TooOften;
        Count++;
        return SignerOutcome.Reminded;
    }
}
