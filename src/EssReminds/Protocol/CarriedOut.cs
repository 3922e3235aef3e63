namespace EssReminds.Protocol;

/// <summary>Whether what a call asked for has happened: the one question by which every call is judged.</summary>
internal enum CarriedOut
{
    /// <summary>Certainly not: it may be sent again.</summary>
    No,

    /// <summary>Certainly: the answer has records.</summary>
    Yes,

    /// <summary>Perhaps: sent again, it may happen twice.</summary>
    InDoubt,
}
