using System;

namespace EssReminds.Emulator;

/// <summary>A kind of fault whose name has a parameter after a prefix.</summary>
/// <param name="Prefix">The prefix of the names.</param>
/// <param name="Placeholder">What the parameter is called in the usage text.</param>
/// <param name="Summary">What the client sees.</param>
/// <param name="Make">Creates the fault for a parameter; null for an invalid one.</param>
internal sealed record FaultFamily(string Prefix, string Placeholder, string Summary, Func<string, Fault?> Make);
