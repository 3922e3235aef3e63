namespace EssReminds.Benchmarks.Client;

/// <summary>What a client process does.</summary>
public enum ClientKind
{
    /// <summary>A PowerShell session that imports the module, connects, and sends.</summary>
    Session,

    /// <summary>The baseline: signed calls written by hand.</summary>
    Loop,

    /// <summary>A PowerShell session that imports a module, and no more.</summary>
    Import,
}

/// <summary>What a session does with its ids.</summary>
public enum Job
{
    /// <summary><c>Send-EssFlowReminder</c>.</summary>
    Remind,

    /// <summary><c>Get-EssFlow</c>.</summary>
    Look,

    /// <summary><c>Get-EssFlow -IncludeSigner</c>.</summary>
    LookForSigners,
}

/// <summary>How a session hands its ids over.</summary>
public enum Supply
{
    /// <summary><c>$ids | COMMAND</c>, the records collected.</summary>
    Pipeline,

    /// <summary><c>COMMAND $ids</c>, the records collected.</summary>
    Argument,

    /// <summary>Ids that are made while they are sent, and records that are counted and let go.</summary>
    Stream,
}
