namespace EssReminds.Emulator;

/// <summary>What actions work on.</summary>
internal sealed record ServiceScope(FlowBook Book, EmulatorOptions Options);
