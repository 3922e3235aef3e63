namespace EssReminds.Emulator;

/// <summary>What became of a flow in one call.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Outcomes">What became of its signers, in their order; none where the flow's record is given word for word.</param>
internal readonly record struct FlowReminder(BookedFlow Flow, SignerOutcome[] Outcomes);
