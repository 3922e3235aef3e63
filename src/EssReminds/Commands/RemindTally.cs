using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Counts the outcomes of a run of reminders.</summary>
internal sealed class RemindTally : IRunTally<RemindFlowRecord>
{
    private readonly OutcomeCounts _counts = new();
    private readonly bool _withCheckpoint;

    /// <param name="withCheckpoint">Whether flows may be known from a checkpoint.</param>
    public RemindTally(bool withCheckpoint = false) => _withCheckpoint = withCheckpoint;

    public string? NothingSent(RunTotals totals) => _counts.NothingSent("NothingSent", totals);

    public void Count(RemindFlowRecord record) => _counts.Count(record.Outcome, record.FromCheckpoint, record.SkipReason);

    public string Describe() => _counts.Describe();

    public object Summarize(RunTotals totals, double seconds) =>
        _counts.FillIn(new RemindSummary { Flows = totals.Done }, totals, seconds, _withCheckpoint);
}
