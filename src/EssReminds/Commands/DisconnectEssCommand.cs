using System.Management.Automation;
using EssReminds.Commands;

namespace EssReminds;

/// <summary>Disconnect-Ess: closes a connection and overwrites its key in memory.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Ess")]
[OutputType(typeof(void))]
public sealed class DisconnectEssCommand : PSCmdlet
{
    /// <summary>The connection to close; by default the session's own.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EssConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        EssConnection? others = null;
        (Connection ?? SessionConnection.FindOwn(out others))?.Close();
        if (others is not null) WriteWarning(Printable.Text(Texts.Format("NotDisconnected", others.Operator, others.Endpoint)));
    }
}
