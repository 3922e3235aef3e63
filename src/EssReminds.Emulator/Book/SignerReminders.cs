namespace EssReminds.Emulator;

/// <summary>The number of reminders of a signer since the emulator started.</summary>
/// <param name="Name">The signer's name.</param>
/// <param name="SignId">The signer's id in RemindEmailInfos.</param>
/// <param name="Count">The number; a text message and a mail sent together count as one.</param>
public sealed record SignerReminders(string Name, string SignId, int Count);
