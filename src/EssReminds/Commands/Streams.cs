using System.Management.Automation;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Which streams of a cmdlet anybody reads.</summary>
internal static class Streams
{
    /// <summary>Whether verbose lines are worth making.</summary>
    public static bool WantsVerbose(PSCmdlet cmdlet) => Switch(cmdlet, "Verbose") ?? Shows(cmdlet.GetVariableValue("VerbosePreference"));

    /// <summary>Whether progress is worth making. Its parameter is newer than the module's oldest PowerShell.</summary>
    public static bool WantsProgress(PSCmdlet cmdlet) =>
        Shows(cmdlet.MyInvocation.BoundParameters.TryGetValue("ProgressAction", out object? action)
            ? action
            : cmdlet.GetVariableValue("ProgressPreference"), orEnds: false);

    /// <summary>Whether ShouldProcess says no to everything.</summary>
    public static bool IsWhatIf(PSCmdlet cmdlet) => Switch(cmdlet, "WhatIf")
        ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>What writing to a stream does to the pipeline.</summary>
    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="parameter">The common parameter; null for none.</param>
    /// <param name="variable">The preference variable.</param>
    public static StreamEffect EffectOf(PSCmdlet cmdlet, string? parameter, string variable)
    {
        object? preference = parameter is not null && cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given)
            ? given
            : cmdlet.GetVariableValue(variable);
        if (!LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)) return StreamEffect.None;
        return action switch
        {
            ActionPreference.Stop => StreamEffect.Ends,
            ActionPreference.Inquire => StreamEffect.Asks,
            _ => StreamEffect.None,
        };
    }

    // A preference that a script or a function sets for itself is a plain string.
    private static bool Shows(object? preference, bool orEnds = true) =>
        LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
        && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore)
        && (orEnds || action is not (ActionPreference.Stop or ActionPreference.Inquire)); // a bar must not end a run

    private static bool? Switch(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out object? value) && value is SwitchParameter on ? on.ToBool() : null;
}
