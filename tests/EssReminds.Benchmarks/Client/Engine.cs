using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace EssReminds.Benchmarks.Client;

/// <summary>A PowerShell session.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    public Engine()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = ExecutionPolicy.Bypass;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        // PowerShell's own console has run a line or two, too, before the user's first.
        Must("$null = 1");
    }

    public object? this[string variable]
    {
        get => _runspace.SessionStateProxy.GetVariable(variable);
        set => _runspace.SessionStateProxy.SetVariable(variable, value);
    }

    public PowerShell Prepare(string script)
    {
        PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script, useLocalScope: false);
        return shell;
    }

    /// <summary>Runs a line that must not fail.</summary>
    public void Must(string script)
    {
        using PowerShell shell = Prepare(script);
        shell.Invoke();
        Require(shell);
    }

    public static void Require(PowerShell shell)
    {
        if (shell.HadErrors) throw new InvalidOperationException(shell.Streams.Error.Count > 0 ? shell.Streams.Error[0].ToString() : "The script failed.");
    }

    public void Dispose() => _runspace.Dispose();
}
