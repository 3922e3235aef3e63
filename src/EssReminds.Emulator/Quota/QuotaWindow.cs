namespace EssReminds.Emulator;

/// <summary>What "a second" means for the quota.</summary>
public enum QuotaWindow
{
    /// <summary>Any period of one second.</summary>
    Sliding,

    /// <summary>The seconds of the clock.</summary>
    Fixed,
}
