using System.Management.Automation;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Which of a cmdlet's streams are shown, and whether writing to one can end the pipeline.</summary>
internal static class Streams
{
    /// <summary>Whether verbose output is shown, so that its text is worth formatting.</summary>
    public static bool WantsVerbose(PSCmdlet cmdlet) => Switch(cmdlet, "Verbose") ?? Shows(cmdlet.GetVariableValue("VerbosePreference"));

    /// <summary>Whether progress is shown. PowerShell 5.1 has no -ProgressAction.</summary>
    public static bool WantsProgress(PSCmdlet cmdlet) =>
        Shows(cmdlet.MyInvocation.BoundParameters.TryGetValue("ProgressAction", out object? action)
            ? action
            : cmdlet.GetVariableValue("ProgressPreference"), orEnds: false);

    /// <summary>Whether -WhatIf is in effect.</summary>
    public static bool IsWhatIf(PSCmdlet cmdlet) => Switch(cmdlet, "WhatIf")
        ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>What writing to a stream can do to the pipeline.</summary>
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

    // A preference variable set by a script is a plain string.
    private static bool Shows(object? preference, bool orEnds = true) =>
        LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
        && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore)
        && (orEnds || action is not (ActionPreference.Stop or ActionPreference.Inquire)); // a bar must not end a run

    private static bool? Switch(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out object? value) && value is SwitchParameter on ? on.ToBool() : null;
}
