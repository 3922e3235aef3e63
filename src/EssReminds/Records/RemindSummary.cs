
namespace EssReminds;

/// <summary>The totals of a run, on the information stream: <c>-InformationVariable</c> catches it.</summary>
public sealed class RemindSummary
{
    internal RemindSummary()
    {
    }

    /// <summary>Flows with a record.</summary>
    public int Flows { get; internal init; }

    /// <summary>Flows of which every signer named was reminded.</summary>
    public int Reminded { get; internal init; }

    /// <summary>Flows of which some signers were reminded.</summary>
    public int PartlyReminded { get; internal init; }

    /// <summary>Flows of which nobody was reminded.</summary>
    public int NotReminded { get; internal init; }

    /// <summary>Flows whose call failed.</summary>
    public int Failed { get; internal init; }

    /// <summary>Flows whose call was perhaps carried out.</summary>
    public int Unknown { get; internal init; }

    /// <summary>Flows whose outcome comes from the checkpoint, so that this run did not send them; null without a checkpoint.</summary>
    public int? FromCheckpoint { get; internal init; }

    /// <summary>Those of them that were reminded less than -RemindAgainAfter ago.</summary>
    public int TooSoon { get; internal init; }

    /// <summary>Those of them that were reminded as often as -MaximumReminders allows.</summary>
    public int TooOften { get; internal init; }

    /// <summary>Calls sent, resent ones included.</summary>
    public int Calls { get; internal init; }

    /// <summary>Calls refused because of the quota.</summary>
    public int Refusals { get; internal init; }

    /// <summary>From the first id to the last record.</summary>
    public double Seconds { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Texts.Format(
        "Summary", Flows, Reminded, PartlyReminded, NotReminded, Failed, Unknown, Calls, Refusals, Seconds)
        + (FromCheckpoint is { } known ? Texts.Format("SummaryOfCheckpoint", Flows - known, known, TooOften, TooSoon) : "");
}
