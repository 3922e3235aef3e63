namespace EssReminds;

/// <summary>The totals of a run of look-ups, on the information stream: <c>-InformationVariable</c> catches it.</summary>
public sealed class LookupSummary
{
    internal LookupSummary()
    {
    }

    /// <summary>Distinct ids looked up.</summary>
    public int Flows { get; internal init; }

    /// <summary>Flows that the service knows.</summary>
    public int Found { get; internal init; }

    /// <summary>Flows that can be reminded.</summary>
    public int CanRemind { get; internal init; }

    /// <summary>Calls sent, resent ones included.</summary>
    public int Calls { get; internal init; }

    /// <summary>Calls refused because of the quota.</summary>
    public int Refusals { get; internal init; }

    /// <summary>From the first id to the last record.</summary>
    public double Seconds { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Texts.Format("LookupSummary", Flows, Found, CanRemind, Calls, Refusals, Seconds);
}
