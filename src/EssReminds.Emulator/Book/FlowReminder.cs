namespace EssReminds.Emulator;

/// <summary>The result of reminding one flow in a call.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Outcomes">The outcomes of its signers, in their order; empty where the flow's record is given verbatim.</param>
internal readonly record struct FlowReminder(BookedFlow Flow, SignerOutcome[] Outcomes);
