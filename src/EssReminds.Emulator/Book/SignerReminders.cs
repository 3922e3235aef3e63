namespace EssReminds.Emulator;

/// <summary>How often a signer was reminded since the emulator started.</summary>
/// <param name="Name">The signer's name.</param>
/// <param name="SignId">What RemindEmailInfos calls the signer by.</param>
/// <param name="Count">Reminders; a text message and a mail sent together are one.</param>
public sealed record SignerReminders(string Name, string SignId, int Count);
