using System.Management.Automation;

namespace EmptyModule;

/// <summary>Send-Nothing: takes flow ids as Send-EssFlowReminder does, and writes an object for each at once.</summary>
[Cmdlet(VerbsCommunications.Send, "Nothing")]
public sealed class SendNothingCommand : PSCmdlet
{
    /// <summary>The ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] FlowId { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string id in FlowId) WriteObject(new Receipt(id));
    }
}

/// <summary>The object written for an id.</summary>
/// <param name="flowId">The id.</param>
public sealed class Receipt(string flowId)
{
    /// <summary>The id.</summary>
    public string FlowId { get; } = flowId;
}
