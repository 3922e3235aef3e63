namespace EssReminds.Emulator;

/// <summary>Where a signer stands.</summary>
public enum SignerState
{
    /// <summary>Is to sign (待签署): can be reminded.</summary>
    Waiting,

    /// <summary>Has signed (已签署).</summary>
    Signed,
}
