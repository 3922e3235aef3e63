namespace EssReminds.Benchmarks.Client;

/// <summary>What a client process does while it is measured. Session.ps1 does all of it in PowerShell, except Loop.</summary>
public enum ClientWork
{
    /// <summary><c>$ids | Send-EssFlowReminder</c>, the records collected.</summary>
    Pipeline,

    /// <summary><c>Send-EssFlowReminder $ids</c>, the records collected.</summary>
    Argument,

    /// <summary>Ids read from the file while they are sent; records counted and dropped.</summary>
    Stream,

    /// <summary><c>$ids | Get-EssFlow</c>, the flows collected.</summary>
    Look,

    /// <summary><c>$ids | Get-EssFlow -IncludeSigner</c>, the flows collected.</summary>
    LookForSigners,

    /// <summary>As <see cref="Pipeline"/>, with a cmdlet that does nothing: the engine's own cost.</summary>
    EnginePipeline,

    /// <summary>As <see cref="Argument"/>, with a cmdlet that does nothing.</summary>
    EngineArgument,

    /// <summary>As <see cref="Pipeline"/>, with <c>Send-EssFlowGroupReminder</c>.</summary>
    Groups,

    /// <summary>Imports a module.</summary>
    Import,

    /// <summary>The baseline: signed calls written by hand.</summary>
    Loop,
}
