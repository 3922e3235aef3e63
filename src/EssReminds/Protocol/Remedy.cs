namespace EssReminds.Protocol;

/// <summary>What the client may do after a failed call.</summary>
internal enum Remedy
{
    /// <summary>Certainly not carried out, and temporary: slow down, sign again, retry.</summary>
    SendAgain,

    /// <summary>Certainly not carried out: retry once with the server's time.</summary>
    CorrectClock,

    /// <summary>Certainly not carried out: retry once with a fresh temporary key.</summary>
    RenewKey,

    /// <summary>Certainly not carried out, perhaps because of a single id: halve the batch until the ids at fault are alone.</summary>
    Halve,

    /// <summary>Certainly not carried out: this call failed, but others may succeed.</summary>
    Fail,

    /// <summary>Certainly not carried out, and no later call can succeed.</summary>
    EndRun,

    /// <summary>Perhaps carried out: a retry may remind people twice.</summary>
    Unknown,
}
