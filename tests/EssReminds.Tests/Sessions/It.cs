namespace EssReminds.Tests.Sessions;

/// <summary>The result of an <c>It</c> of a Pester file, as Run.ps1 reports it.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Name">Its name, after that of its Describe.</param>
/// <param name="Outcome">Passed, Skipped, or anything else, which is a failure.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Text">Why it failed or was skipped.</param>
/// <param name="Place">Where it failed.</param>
internal sealed record It(string File, string Name, string Outcome, decimal Seconds, string Text, string Place);
