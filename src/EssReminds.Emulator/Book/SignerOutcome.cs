namespace EssReminds.Emulator;

/// <summary>What became of one signer in one call.</summary>
internal enum SignerOutcome
{
    Reminded,

    /// <summary>Was reminded the one time that is allowed.</summary>
    RemindedBefore,

    /// <summary>Was reminded the several times that are allowed.</summary>
    TooOften,

    /// <summary>Was reminded as often as is allowed in a day.</summary>
    RemindedToday,

    /// <summary>Has signed, cannot be reached, or the flow is over.</summary>
    NotNeeded,
}
