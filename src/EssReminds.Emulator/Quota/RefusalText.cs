namespace EssReminds.Emulator;

/// <summary>What the message of a quota refusal says.</summary>
public enum RefusalText
{
    /// <summary>The number of calls made, and the limit.</summary>
    Number,

    /// <summary>No numbers: the client has to find out the limit itself.</summary>
    Plain,
}
