namespace EssReminds.Benchmarks.Client;

/// <summary>What a client process does while it is measured. All but the loop is done by Session.ps1, in PowerShell.</summary>
public enum ClientWork
{
    /// <summary><c>$ids | Send-EssFlowReminder</c>, the records collected.</summary>
    Pipeline,

    /// <summary><c>Send-EssFlowReminder $ids</c>, the records collected.</summary>
    Argument,

    /// <summary>Ids that are read while they are sent, and records that are counted and let go.</summary>
    Stream,

    /// <summary><c>$ids | Get-EssFlow</c>, the flows collected.</summary>
    Look,

    /// <summary><c>$ids | Get-EssFlow -IncludeSigner</c>, the flows collected.</summary>
    LookForSigners,

    /// <summary>As <see cref="Pipeline"/>, with a cmdlet that does nothing: what the engine takes.</summary>
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
