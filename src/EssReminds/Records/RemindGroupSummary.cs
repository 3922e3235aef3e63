namespace EssReminds;

/// <summary>The totals of a run of groups, on the information stream: <c>-InformationVariable</c> catches it.</summary>
public sealed class RemindGroupSummary : ReminderSummary
{
    internal RemindGroupSummary()
    {
    }

    /// <summary>Groups with a record.</summary>
    public int Groups { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Describe("GroupSummary", Groups);
}
