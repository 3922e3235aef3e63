using System.Management.Automation;
using EssReminds.Commands;

namespace EssReminds;

/// <summary>Get-EssConnection: returns the connection that the session uses; nothing where there is none.</summary>
[Cmdlet(VerbsCommon.Get, "EssConnection")]
[OutputType(typeof(EssConnection))]
public sealed class GetEssConnectionCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (SessionConnection.Find() is { } connection) WriteObject(connection);
    }
}
