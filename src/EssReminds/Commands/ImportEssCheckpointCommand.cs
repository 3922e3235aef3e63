using System;
using System.Management.Automation;
using System.Threading;
using EssReminds.Checkpoints;
using EssReminds.Commands;

namespace EssReminds;

/// <summary>Import-EssCheckpoint: the records of a checkpoint, without sending anything.</summary>
[Cmdlet(VerbsData.Import, "EssCheckpoint")]
[OutputType(typeof(RemindFlowRecord), typeof(RemindFlowGroupRecord))]
public sealed class ImportEssCheckpointCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The files, as given to -CheckpointPath. Wildcards are not expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            try
            {
                string file = Paths.Resolve(this, path);
                if (Checkpoint<RemindFlowRecord>.ItemsOf(file) == CheckpointItems.Groups)
                    Checkpoint<RemindFlowGroupRecord>.ForEachRecord(file, static id => new RemindFlowGroupRecord(id), WriteObject, _stop.Token);
                else
                    Checkpoint<RemindFlowRecord>.ForEachRecord(file, static id => new RemindFlowRecord(id), WriteObject, _stop.Token);
            }
            catch (EssException e)
            {
                WriteError(ErrorRecords.Of(e, path));
            }
            catch (OperationCanceledException) when (Stopping)
            {
                throw new PipelineStoppedException();
            }
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();
}
