namespace EssReminds.Emulator;

/// <summary>Whether a call that meets a fault is carried out.</summary>
public enum CarryOut
{
    /// <summary>It is not: nobody is reminded.</summary>
    No,

    /// <summary>It is, and then its answer is lost or spoilt.</summary>
    Yes,

    /// <summary>The seed decides, call by call.</summary>
    Perhaps,
}
