namespace EssReminds;

/// <summary>The totals of a run, on the information stream: <c>-InformationVariable</c> catches it.</summary>
public sealed class RemindSummary : ReminderSummary
{
    internal RemindSummary()
    {
    }

    /// <summary>Flows with a record.</summary>
    public int Flows { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Describe("Summary", Flows);
}
