namespace EssReminds.Emulator;

/// <summary>The state of a signer, with the service's numbers.</summary>
public enum SignerState
{
    /// <summary>The flow has not started.</summary>
    NotStarted = 0,

    /// <summary>The flow has started, but it is another signer's turn.</summary>
    NotYet = 1,

    /// <summary>To sign (待签署): can be reminded.</summary>
    Waiting = 2,

    /// <summary>Has signed (已签署).</summary>
    Signed = 3,

    /// <summary>Refused to sign.</summary>
    Rejected = 4,

    /// <summary>The deadline passed.</summary>
    Expired = 5,

    /// <summary>The flow was withdrawn.</summary>
    Cancelled = 6,

    /// <summary>Not pre-started.</summary>
    NotPreStarted = 7,

    /// <summary>To fill in fields (待填写): can be reminded with a group of flows.</summary>
    ToFillIn = 8,

    /// <summary>Ended.</summary>
    Ended = 9,

    /// <summary>Has filled in the fields.</summary>
    FilledIn = 10,

    /// <summary>Released.</summary>
    Released = 15,

    /// <summary>Handed to somebody else.</summary>
    HandedOver = 19,
}
