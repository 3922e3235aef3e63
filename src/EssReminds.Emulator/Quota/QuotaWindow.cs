namespace EssReminds.Emulator;

/// <summary>What "a second" means to the quota.</summary>
public enum QuotaWindow
{
    /// <summary>Any second, wherever it starts.</summary>
    Sliding,

    /// <summary>The seconds of the calendar.</summary>
    Fixed,
}
