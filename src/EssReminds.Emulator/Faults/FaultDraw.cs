namespace EssReminds.Emulator;

/// <summary>What happens to one call.</summary>
/// <param name="Fault">Null: nothing goes wrong.</param>
/// <param name="CarriesOut">Whether the call is carried out.</param>
internal readonly record struct FaultDraw(Fault? Fault, bool CarriesOut);
