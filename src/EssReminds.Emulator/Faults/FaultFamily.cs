using System;

namespace EssReminds.Emulator;

/// <summary>Faults of one kind that differ by what stands in their name behind a prefix.</summary>
/// <param name="Prefix">How their names start.</param>
/// <param name="Placeholder">What follows.</param>
/// <param name="Summary">What the client sees.</param>
/// <param name="Make">The fault for what follows; null where that is nonsense.</param>
internal sealed record FaultFamily(string Prefix, string Placeholder, string Summary, Func<string, Fault?> Make);
