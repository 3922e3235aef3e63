namespace EssReminds.Emulator;

/// <summary>What a refused call is told.</summary>
public enum RefusalText
{
    /// <summary>How many calls were made, and the limit.</summary>
    Number,

    /// <summary>No numbers: the client must find the limit itself.</summary>
    Plain,
}
