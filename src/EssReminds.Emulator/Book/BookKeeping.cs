namespace EssReminds.Emulator;

/// <summary>Whether reminders of generated flows are recorded.</summary>
public enum BookKeeping
{
    /// <summary>Each signer's reminders are counted, and refused beyond the limits.</summary>
    Remember,

    /// <summary>Every signer is reminded every time and only totals are kept, so memory use is constant.</summary>
    None,
}
