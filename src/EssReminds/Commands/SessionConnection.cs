using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace EssReminds.Commands;

/// <summary>
/// Finds a cmdlet's connection. A runspace that ran Connect-Ess keeps its own connection, whatever others do; one that did not, such as a
/// thread job, uses the newest open one of the process.
/// </summary>
internal static class SessionConnection
{
    private static readonly ConditionalWeakTable<Runspace, EssConnection> OfRunspaces = new();
    private static readonly ConditionalWeakTable<EssConnection, WeakReference<Runspace>> Owners = new();

    /// <summary>The connection that the session's commands use; null where there is none, or the session's own was closed.</summary>
    public static EssConnection? Find()
    {
        if (Own() is { } own) return own.IsClosed ? null : own;
        // Connections of runspaces that have ended come last: nobody uses them any more.
        IEnumerable<EssConnection> open = EssConnection.FindOpen();
        return open.FirstOrDefault(IsOwned) ?? open.FirstOrDefault();
    }

    /// <summary>The connection given, or the session's; a terminating error where there is none, or it was closed.</summary>
    public static EssConnection Require(PSCmdlet cmdlet, EssConnection? given)
    {
        EssConnection? connection = given ?? Find();
        if (connection is null) cmdlet.ThrowTerminatingError(ErrorRecords.Of(EssException.Of(ErrorId.NotConnected), null));
        if (connection!.IsClosed) cmdlet.ThrowTerminatingError(ErrorRecords.Of(EssException.Of(ErrorId.Disconnected), connection));
        return connection;
    }

    /// <summary>Makes a connection the session's own, and the newest of the process.</summary>
    public static void Set(EssConnection connection)
    {
        EssConnection.Current = connection;
        if (Runspace.DefaultRunspace is not { } runspace) return;
        lock (OfRunspaces)
        {
            OfRunspaces.Remove(runspace);
            OfRunspaces.Add(runspace, connection);
            Owners.Add(connection, new WeakReference<Runspace>(runspace));
        }
    }

    /// <summary>The connection that the session may close without being told which: not another session's, which may be in use.</summary>
    /// <param name="others">The session's connection, where it belongs to another session; else null.</param>
    public static EssConnection? FindOwn(out EssConnection? others)
    {
        EssConnection? found = Find();
        others = found is not null && found != Own() && IsOwned(found) ? found : null;
        return others is null ? found : null;
    }

    private static EssConnection? Own() =>
        Runspace.DefaultRunspace is { } runspace && OfRunspaces.TryGetValue(runspace, out EssConnection? own) ? own : null;

    private static bool IsOwned(EssConnection connection) =>
        Owners.TryGetValue(connection, out WeakReference<Runspace>? owner) && owner.TryGetTarget(out Runspace? runspace)
        && runspace.RunspaceStateInfo.State is RunspaceState.Opened
        && OfRunspaces.TryGetValue(runspace, out EssConnection? own) && own == connection;
}
