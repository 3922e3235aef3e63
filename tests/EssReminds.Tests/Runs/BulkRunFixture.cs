using EssReminds.Actions.Reminders;
using EssReminds.Checkpoints;
using EssReminds.Emulator;
using EssReminds.Runs;
using EssReminds.Tests.Checkpoints;
using EssReminds.Tests.Support;
using Output = EssReminds.Tests.Runs.CollectedOutput<EssReminds.RemindFlowRecord>;

namespace EssReminds.Tests.Runs;

/// <summary>Runs without a session around them, over HTTP, with a checkpoint in memory. All pauses pass at once.</summary>
public abstract class BulkRunFixture : EmulatorFixture
{
    internal static readonly string[] Numbered = Ids.Take(3000);

    internal CheckpointDisk Disk { get; } = new();

    private protected static Fault Unknown => Faults.Error("InternalError.System");

    private protected static Fault Forbidden => Faults.Error("OperationDenied.Forbid");

    private protected static Fault NoSuchKey => Faults.Error("AuthFailure.SecretIdNotFound");

    private protected static RunOptions Options(int batchSize = 10, int throttleLimit = 4, bool resendUnknown = false) =>
        new() { BatchSize = batchSize, ThrottleLimit = throttleLimit, MaximumRetryCount = 10, ResendUnknown = resendUnknown };

    private protected RemindAction Reminding => new(Connection.Caller, [], new RemindEmailMap());

    private protected BulkRun<RemindFlowRecord> Run(
        Output output, RunOptions? options = null, IBulkAction<RemindFlowRecord>? action = null) =>
        new(action ?? Reminding, Connection, options ?? Options(), output);

    private protected BulkRun<RemindFlowRecord> RunOverDisk(Output output, RunOptions? options = null) => new(
        Reminding, Connection, options ?? Options(), output,
        new Checkpoint<RemindFlowRecord>(
            Disk, "disk", new CheckpointHeader { Endpoint = "http://e", OperatorUserId = "me" }, static id => new RemindFlowRecord(id)));

    /// <summary>Sends ids by a run, and ends it.</summary>
    /// <returns>The error that ended the run early; null for none.</returns>
    internal static EssException? Send(BulkRun<RemindFlowRecord> run, params string[] ids)
    {
        using (run)
        {
            try
            {
                foreach (string id in ids) run.Add(id);
                run.Complete();
                return null;
            }
            catch (EssException e)
            {
                return e;
            }
        }
    }
}
