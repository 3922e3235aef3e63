namespace EssReminds.Emulator;

/// <summary>Whether a call that meets a fault is carried out.</summary>
public enum CarryOut
{
    /// <summary>It is not carried out: nobody is reminded.</summary>
    No,

    /// <summary>It is carried out, and then its answer is lost or corrupted.</summary>
    Yes,

    /// <summary>Decided at random for each call, by the seed.</summary>
    Perhaps,
}
