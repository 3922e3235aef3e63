namespace EssReminds.Emulator;

/// <summary>A record to be answered verbatim.</summary>
/// <param name="CanRemind">The record's CanRemind.</param>
/// <param name="RemindMessage">The record's RemindMessage.</param>
public sealed record FixedRecord(bool CanRemind, string RemindMessage);
