using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>Which streams of a cmdlet anybody reads.</summary>
internal static class Streams
{
    /// <summary>Whether verbose lines are worth making.</summary>
    public static bool WantsVerbose(PSCmdlet cmdlet) => Switch(cmdlet, "Verbose")
        ?? cmdlet.GetVariableValue("VerbosePreference") is ActionPreference and not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Whether ShouldProcess says no to everything.</summary>
    public static bool IsWhatIf(PSCmdlet cmdlet) => Switch(cmdlet, "WhatIf")
        ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    private static bool? Switch(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out object? value) && value is SwitchParameter on ? on.ToBool() : null;
}
