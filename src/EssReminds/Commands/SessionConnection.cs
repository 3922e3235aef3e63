using System.Management.Automation;
using EssReminds.Connection;

namespace EssReminds.Commands;

/// <summary>Finds the connection that a cmdlet works with.</summary>
internal static class SessionConnection
{
    /// <summary>The one given, or the process's own; a terminating error where there is none, or where it was ended.</summary>
    public static EssConnection Require(PSCmdlet cmdlet, EssConnection? given)
    {
        EssConnection? connection = given ?? EssConnection.Current;
        if (connection is null) cmdlet.ThrowTerminatingError(ErrorRecords.Of(EssException.Of(ErrorId.NotConnected), null));
        if (connection!.IsClosed) cmdlet.ThrowTerminatingError(ErrorRecords.Of(EssException.Of(ErrorId.Disconnected), connection));
        return connection;
    }
}
