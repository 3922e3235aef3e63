using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>Which streams of a cmdlet anybody reads.</summary>
internal static class Streams
{
    /// <summary>Whether verbose lines are worth making.</summary>
    public static bool WantsVerbose(PSCmdlet cmdlet)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue("Verbose", out object? asked) && asked is SwitchParameter verbose) return verbose;
        return cmdlet.GetVariableValue("VerbosePreference") is ActionPreference and not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }
}
