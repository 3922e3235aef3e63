namespace EssReminds.Emulator;

/// <summary>What was drawn for one call.</summary>
/// <param name="Fault">The fault; null for none.</param>
/// <param name="CarriesOut">Whether the call is carried out.</param>
internal readonly record struct FaultDraw(Fault? Fault, bool CarriesOut);
