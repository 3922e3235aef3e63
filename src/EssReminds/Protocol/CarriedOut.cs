namespace EssReminds.Protocol;

/// <summary>Whether a call took effect: the one question by which every call is judged.</summary>
internal enum CarriedOut
{
    /// <summary>Certainly not: it may be retried.</summary>
    No,

    /// <summary>Certainly: the answer contains records.</summary>
    Yes,

    /// <summary>Perhaps: a retry may make it happen twice.</summary>
    InDoubt,
}
