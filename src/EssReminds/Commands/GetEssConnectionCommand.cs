using System.Management.Automation;
using EssReminds.Commands;
using EssReminds.Connection;

namespace EssReminds;

/// <summary>Get-EssConnection: shows the connection that the process uses; nothing where there is none.</summary>
[Cmdlet(VerbsCommon.Get, "EssConnection")]
[OutputType(typeof(EssConnection))]
public sealed class GetEssConnectionCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (EssConnection.Current is { } connection) WriteObject(connection);
    }
}
