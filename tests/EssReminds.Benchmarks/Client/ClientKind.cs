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

/// <summary>How a session hands its ids over.</summary>
public enum Supply
{
    /// <summary><c>$ids | Send-EssFlowReminder</c>, the records collected.</summary>
    Pipeline,

    /// <summary><c>Send-EssFlowReminder $ids</c>, the records collected.</summary>
    Argument,

    /// <summary>Ids that are made while they are sent, and records that are counted and let go.</summary>
    Stream,
}
