namespace EssReminds.Emulator;

/// <summary>What an action's handler has access to.</summary>
internal sealed record ServiceScope(FlowBook Book, EmulatorOptions Options);
