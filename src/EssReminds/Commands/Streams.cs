using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>Which streams of a cmdlet anybody reads.</summary>
internal static class Streams
{
    /// <summary>Whether verbose lines are worth making.</summary>
    public static bool WantsVerbose(PSCmdlet cmdlet) => Switch(cmdlet, "Verbose") ?? Shows(cmdlet.GetVariableValue("VerbosePreference"));

    /// <summary>Whether progress is worth making. Its parameter is newer than the module's oldest PowerShell.</summary>
    public static bool WantsProgress(PSCmdlet cmdlet) =>
        Shows(cmdlet.MyInvocation.BoundParameters.TryGetValue("ProgressAction", out object? action) ? action : cmdlet.GetVariableValue("ProgressPreference"));

    /// <summary>Whether ShouldProcess says no to everything.</summary>
    public static bool IsWhatIf(PSCmdlet cmdlet) => Switch(cmdlet, "WhatIf")
        ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    // A preference that a script or a function sets for itself is a plain string.
    private static bool Shows(object? preference) => LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
        && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private static bool? Switch(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out object? value) && value is SwitchParameter on ? on.ToBool() : null;
}
