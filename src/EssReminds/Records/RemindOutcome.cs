namespace EssReminds;

/// <summary>What became of the reminder of one flow.</summary>
public enum RemindOutcome
{
    /// <summary>Every signer that the service names was reminded.</summary>
    Reminded,

    /// <summary>Some signers were reminded, others not.</summary>
    PartlyReminded,

    /// <summary>The service answered, and reminded nobody: see RemindMessage for why.</summary>
    NotReminded,

    /// <summary>The call was refused or never made, so nobody was reminded: safe to send again.</summary>
    Failed,

    /// <summary>Perhaps carried out: sending again may remind people twice.</summary>
    Unknown,
}
