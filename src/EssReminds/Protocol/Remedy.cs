namespace EssReminds.Protocol;

/// <summary>What a client may do after a call failed.</summary>
internal enum Remedy
{
    /// <summary>Certainly not carried out, and passing: slow down, sign anew, send again.</summary>
    SendAgain,

    /// <summary>Certainly not carried out: once more with the server's time.</summary>
    CorrectClock,

    /// <summary>Certainly not carried out: once more with a fresh temporary key.</summary>
    RenewKey,

    /// <summary>Certainly not carried out; one id may have sunk its neighbours: halve the batch until the culprits stand alone.</summary>
    Halve,

    /// <summary>Certainly not carried out: this call failed, others may work.</summary>
    Fail,

    /// <summary>Certainly not carried out, and nothing later can work.</summary>
    EndRun,

    /// <summary>Perhaps carried out: sending again may remind people twice.</summary>
    Unknown,
}
