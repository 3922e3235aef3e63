namespace EssReminds;

/// <summary>The totals of a run that reminds, by what became of its items: flows, or groups.</summary>
public abstract class ReminderSummary
{
    private protected ReminderSummary()
    {
    }

    /// <summary>Items of which every signer named was reminded; in a group, of every contract.</summary>
    public int Reminded { get; internal set; }

    /// <summary>Items of which some signers were reminded; in a group, of some contracts.</summary>
    public int PartlyReminded { get; internal set; }

    /// <summary>Items of which nobody was reminded.</summary>
    public int NotReminded { get; internal set; }

    /// <summary>Items whose call failed.</summary>
    public int Failed { get; internal set; }

    /// <summary>Items whose call was perhaps carried out.</summary>
    public int Unknown { get; internal set; }

    /// <summary>Items whose outcome comes from the checkpoint, so that this run did not send them; null without a checkpoint.</summary>
    public int? FromCheckpoint { get; internal set; }

    /// <summary>Those of them that were reminded less than -RemindAgainAfter ago.</summary>
    public int TooSoon { get; internal set; }

    /// <summary>Those of them that were reminded as often as -MaximumReminders allows.</summary>
    public int TooOften { get; internal set; }

    /// <summary>Calls sent, resent ones included.</summary>
    public int Calls { get; internal set; }

    /// <summary>Calls refused because of the quota.</summary>
    public int Refusals { get; internal set; }

    /// <summary>From the first id to the last record.</summary>
    public double Seconds { get; internal set; }

    /// <summary>The totals in one sentence, in the session's language.</summary>
    /// <param name="text">The name of its text.</param>
    /// <param name="items">How many items there are.</param>
    private protected string Describe(string text, int items) =>
        Texts.Format(text, items, Reminded, PartlyReminded, NotReminded, Failed, Unknown, Calls, Refusals, Seconds)
        + (FromCheckpoint is { } known ? Texts.Format("SummaryOfCheckpoint", items - known, known, TooOften, TooSoon) : "");
}
