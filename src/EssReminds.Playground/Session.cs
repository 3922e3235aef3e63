using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using EssReminds.Emulator;
using Microsoft.PowerShell;

namespace EssReminds.Playground;

/// <summary>A runspace with the module imported and connected, driven as PowerShell's own console drives one.</summary>
internal sealed class Session : IDisposable
{
    public const string PromptText = "PS> ";

    private readonly PlaygroundHost _host = new();
    private readonly Runspace _runspace;
    private readonly object _lock = new();
    private PowerShell? _running;

    public Session(Layout layout, EmulatorHost emulator)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = ExecutionPolicy.Bypass;
        state.ImportPSModule([layout.Module]);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(layout.Root);
        Console.CancelKeyPress += Stop;

        Must(". '" + Layout.StandIns.Replace("'", "''", StringComparison.Ordinal) + "'");
        if (Console.IsOutputRedirected) Must("$PSStyle.OutputRendering = 'PlainText'");
        Connect(emulator);
    }

    /// <summary>Runs a command and shows what comes of it; false where it ended with an error that ends a script.</summary>
    public bool Run(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script).AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        lock (_lock) _running = shell;
        try
        {
            shell.Invoke();
            return true;
        }
        catch (PipelineStoppedException)
        {
            return true; // Ctrl+C
        }
        catch (RuntimeException e)
        {
            Show(e.ErrorRecord);
            return false;
        }
        finally
        {
            lock (_lock) _running = null;
            _host.EndProgress();
        }
    }

    /// <summary>Reads commands until "exit" or the end of the input.</summary>
    public void Prompt()
    {
        Console.WriteLine();
        Console.WriteLine("Go on yourself: Send-EssFlowReminder, Get-EssConnection, Connect-Ess … ; 'exit' ends it.");
        while (!_host.ShouldExit)
        {
            Console.Write(PromptText);
            string? line = Console.ReadLine();
            if (line is null && !_host.Interrupted()) return;
            if (!string.IsNullOrWhiteSpace(line)) Run(line);
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        _runspace.Dispose();
    }

    private void Connect(EmulatorHost emulator)
    {
        var key = new SecureString();
        foreach (char c in EmulatorKeys.SecretKey) key.AppendChar(c);
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddCommand("Connect-Ess")
            .AddParameter("SecretId", EmulatorKeys.SecretId)
            .AddParameter("SecretKey", key)
            .AddParameter("OperatorUserId", "yDxMkUyxxxxxxxxxxxVI2JmKxPkk")
            .AddParameter("Endpoint", emulator.Address)
            .Invoke();
    }

    private void Must(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script, useLocalScope: false).Invoke();
        if (shell.HadErrors) throw new InvalidOperationException(shell.Streams.Error[0].ToString());
    }

    private void Show(ErrorRecord error)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        var input = new PSDataCollection<PSObject> { PSObject.AsPSObject(error) };
        // Out-Default shows as an error what carries this note.
        input[0].Properties.Add(new PSNoteProperty("writeErrorStream", true));
        input.Complete();
        shell.AddCommand("Out-Default").Invoke(input);
    }

    private void Stop(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        _host.Interrupt();
        lock (_lock) _running?.BeginStop(null, null);
    }
}
