namespace EssReminds.Emulator;

/// <summary>Whether reminders of generated flows are remembered.</summary>
public enum BookKeeping
{
    /// <summary>Each signer's reminders are counted, and a repeat is answered as one.</summary>
    Remember,

    /// <summary>Every signer is reminded every time and only totals are kept, so memory stays flat.</summary>
    None,
}
