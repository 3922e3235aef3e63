using System;
using System.Diagnostics;
using System.Management.Automation;

namespace EssReminds.Benchmarks.Client;

/// <summary>Takes the output of a pipeline, notes when the first record came, and keeps none.</summary>
internal sealed class RecordSink : PSDataCollection<PSObject>
{
    public long First { get; private set; }

    public long Seen { get; private set; }

    protected override void InsertItem(Guid psInstanceId, int index, PSObject item)
    {
        if (Seen++ == 0) First = Stopwatch.GetTimestamp();
    }
}
