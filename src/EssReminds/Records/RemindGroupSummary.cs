namespace EssReminds;

/// <summary>The totals of a run of groups, on the information stream: <c>-InformationVariable</c> catches it.</summary>
public sealed class RemindGroupSummary
{
    internal RemindGroupSummary()
    {
    }

    /// <summary>Groups with a record.</summary>
    public int Groups { get; internal init; }

    /// <summary>Groups of which every signer was reminded of every contract.</summary>
    public int Reminded { get; internal init; }

    /// <summary>Groups with a signer who was reminded of a contract, and one who was not.</summary>
    public int PartlyReminded { get; internal init; }

    /// <summary>Groups of which nobody was reminded.</summary>
    public int NotReminded { get; internal init; }

    /// <summary>Groups whose call failed.</summary>
    public int Failed { get; internal init; }

    /// <summary>Groups whose call was perhaps carried out.</summary>
    public int Unknown { get; internal init; }

    /// <summary>Groups whose outcome comes from the checkpoint, so that this run did not send them; null without a checkpoint.</summary>
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
        "GroupSummary", Groups, Reminded, PartlyReminded, NotReminded, Failed, Unknown, Calls, Refusals, Seconds)
        + (FromCheckpoint is { } known ? Texts.Format("SummaryOfCheckpoint", Groups - known, known, TooOften, TooSoon) : "");
}
