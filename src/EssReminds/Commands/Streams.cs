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
        Shows(Given(cmdlet, "ProgressAction") ?? cmdlet.GetVariableValue("ProgressPreference"), orEnds: false);

    /// <summary>Whether -WhatIf is in effect.</summary>
    public static bool IsWhatIf(PSCmdlet cmdlet) => Switch(cmdlet, "WhatIf")
        ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>What writing to a stream can do to the pipeline; as the engine decides it, in MshCommandRuntime.</summary>
    public static StreamEffect EffectOf(PSCmdlet cmdlet, RunStream stream)
    {
        object? preference = stream switch
        {
            // Before PowerShell 6, -Debug and -Verbose applied to errors, too.
            RunStream.Error => Given(cmdlet, "ErrorAction") ?? (NetFramework.IsHere ? BySwitches(cmdlet) : null)
                ?? cmdlet.GetVariableValue("ErrorActionPreference"),
            RunStream.Warning => Given(cmdlet, "WarningAction") ?? BySwitches(cmdlet) ?? cmdlet.GetVariableValue("WarningPreference"),
            _ when WantsVerbose(cmdlet) && Switch(cmdlet, "Verbose") is null =>
                BySwitches(cmdlet) ?? cmdlet.GetVariableValue("VerbosePreference"),
            _ => ActionPreference.Continue,
        };
        if (!LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)) return StreamEffect.None;
        return action switch
        {
            ActionPreference.Stop => StreamEffect.Ends,
            ActionPreference.Inquire => StreamEffect.Asks,
            _ => StreamEffect.None,
        };
    }

    /// <summary>What -Debug and -Verbose make of another stream's preference; null where neither is given.</summary>
    private static object? BySwitches(PSCmdlet cmdlet) =>
        Switch(cmdlet, "Debug") == true ? ActionPreference.Inquire
        : Switch(cmdlet, "Verbose") == true ? ActionPreference.Continue
        : null;

    private static object? Given(PSCmdlet cmdlet, string parameter) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given) ? given : null;

    // A preference variable set by a script is a plain string.
    private static bool Shows(object? preference, bool orEnds = true) =>
        LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
        && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore)
        && (orEnds || action is not (ActionPreference.Stop or ActionPreference.Inquire)); // a bar must not end a run

    private static bool? Switch(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out object? value) && value is SwitchParameter on ? on.ToBool() : null;
}
