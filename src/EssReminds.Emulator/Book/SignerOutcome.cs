namespace EssReminds.Emulator;

/// <summary>The outcome for one signer in one call.</summary>
internal enum SignerOutcome
{
    Reminded,

    /// <summary>Not reminded: the only reminder allowed has been sent before.</summary>
    RemindedBefore,

    /// <summary>Not reminded: all the reminders allowed have been sent before.</summary>
    TooOften,

    /// <summary>Not reminded: the daily limit is reached.</summary>
    RemindedToday,

    /// <summary>Not reminded: has signed, cannot be reached, or the flow is finished.</summary>
    NotNeeded,
}
