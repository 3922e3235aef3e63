using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using EssReminds.Checkpoints;
using EssReminds.Commands;

namespace EssReminds;

/// <summary>Import-EssCheckpoint: reads the records of a checkpoint and sends nothing.</summary>
[Cmdlet(VerbsData.Import, "EssCheckpoint", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RemindFlowRecord), typeof(RemindFlowGroupRecord))]
public sealed class ImportEssCheckpointCommand : PSCmdlet, IDisposable
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";

    private readonly CancellationTokenSource _stop = new();

    /// <summary>The checkpoint files; wildcards are expanded.</summary>
    [Parameter(
        ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The checkpoint files, taken literally.</summary>
    [Parameter(ParameterSetName = LiteralSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == LiteralSet ? LiteralPath : Path)
        {
            try
            {
                foreach (string file in FilesOf(path)) Import(file, path);
            }
            catch (EssException e)
            {
                WriteError(ErrorRecords.Of(e, path));
            }
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void Import(string file, string path)
    {
        try
        {
            if (Checkpoint<RemindFlowRecord>.ItemsOf(file, _stop.Token) == CheckpointItems.Groups)
                Checkpoint<RemindFlowGroupRecord>.ForEachRecord(file, static id => new RemindFlowGroupRecord(id), WriteObject, _stop.Token);
            else
                Checkpoint<RemindFlowRecord>.ForEachRecord(file, static id => new RemindFlowRecord(id), WriteObject, _stop.Token);
        }
        catch (EssException e)
        {
            WriteError(ErrorRecords.Of(e, WildcardPattern.ContainsWildcardCharacters(path) ? file : path));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>A file that exists under the exact name wins over a wildcard: FileInfo objects bind to -Path by name.</summary>
    private IReadOnlyList<string> FilesOf(string path)
    {
        bool literal = ParameterSetName == LiteralSet || !WildcardPattern.ContainsWildcardCharacters(path);
        if (literal || File.Exists(Paths.Resolve(this, path))) return [Paths.Resolve(this, path)];
        return Paths.Expand(this, path);
    }
}
