using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Counts the outcomes of a run of groups.</summary>
internal sealed class GroupTally : IRunTally<RemindFlowGroupRecord>
{
    private readonly OutcomeCounts _counts = new();
    private readonly bool _withCheckpoint;

    /// <param name="withCheckpoint">Whether groups may be known from a checkpoint.</param>
    public GroupTally(bool withCheckpoint) => _withCheckpoint = withCheckpoint;

    public string? NothingSent(RunTotals totals) => _counts.NothingSent("NothingSentOfGroups", totals);

    public void Count(RemindFlowGroupRecord record) => _counts.Count(record.Outcome, record.FromCheckpoint, record.SkipReason);

    public string Describe() => _counts.Describe();

    public object Summarize(RunTotals totals, double seconds) =>
        _counts.FillIn(new RemindGroupSummary { Groups = totals.Done }, totals, seconds, _withCheckpoint);
}
