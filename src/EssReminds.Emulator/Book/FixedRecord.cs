namespace EssReminds.Emulator;

/// <summary>An answer's record, given word for word.</summary>
/// <param name="CanRemind">The field of that name.</param>
/// <param name="RemindMessage">The field of that name.</param>
public sealed record FixedRecord(bool CanRemind, string RemindMessage);
