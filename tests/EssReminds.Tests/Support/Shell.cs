using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Security;
using EssReminds.Connection;
using EssReminds.Emulator;

namespace EssReminds.Tests.Support;

/// <summary>A session in a real PowerShell engine, with the module imported as users import it.</summary>
internal sealed class Shell : IDisposable
{
    /// <summary>
    /// A key for each emulator: a process keeps what it learns about an account (clock, pace, slots), and the operating system
    /// reuses ports, so two emulators with the same key could be mistaken for one account.
    /// </summary>
    private static readonly ConditionalWeakTable<EmulatorHost, string> Accounts = [];

    private readonly Runspace _runspace;
    private readonly string _speaks;

    /// <param name="host">The session's host; null for a session without a screen.</param>
    /// <param name="formats">Views that take precedence over the module's own.</param>
    public Shell(PSHost? host = null, params string[] formats)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        foreach (string file in formats) state.Formats.Add(new SessionStateFormatEntry(file));
        state.ImportPSModule([Repository.Module]);
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        // A pipeline's thread has the cultures of the process; the tests need several in one process.
        _speaks = host is null ? "" : "[cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = $Host.CurrentUICulture\n";
    }

    /// <summary>A session connected to an emulator; the connection is in <c>$ess</c>.</summary>
    public static Shell ConnectedTo(EmulatorHost emulator, string more = "", PSHost? host = null)
    {
        var shell = new Shell(host);
        shell.Connect(emulator, more);
        return shell;
    }

    public IReadOnlyList<ErrorRecord> Errors { get; private set; } = [];

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public IReadOnlyList<string> Verbose { get; private set; } = [];

    public IReadOnlyList<string> Debug { get; private set; } = [];

    public IReadOnlyList<InformationRecord> Information { get; private set; } = [];

    /// <summary>The error that terminated the last command, or null.</summary>
    public ErrorRecord? Terminating { get; private set; }

    public object? this[string variable]
    {
        get => _runspace.SessionStateProxy.GetVariable(variable);
        set => _runspace.SessionStateProxy.SetVariable(variable, value);
    }

    public EssConnection Connect(EmulatorHost emulator, string more = "") =>
        Connect(emulator.Address, more, AccountOf(emulator));

    public EssConnection Connect(Uri emulator, string more = "", string secretId = EmulatorKeys.SecretId)
    {
        this["endpoint"] = emulator;
        this["secret"] = Secure(EmulatorKeys.SecretKey);
        var connection = (EssConnection)Run(
            $"Connect-Ess -SecretId {secretId} -SecretKey $secret -OperatorUserId {Vectors.Operator} -Endpoint $endpoint -PassThru {more}")
            .Single().BaseObject;
        this["ess"] = connection;
        connection.NoteAnswer(); // skips the question before the first call, which has its own tests
        return connection;
    }

    /// <summary>The SecretId with which sessions connect to an emulator.</summary>
    public static string AccountOf(EmulatorHost emulator) => Accounts.GetValue(emulator, NewAccount);

    private static string NewAccount(EmulatorHost emulator)
    {
        var key = new EmulatorKey("AKID" + Guid.NewGuid().ToString("N") + "EXAMPLE", EmulatorKeys.SecretKey);
        emulator.Keys.Add(key);
        return key.SecretId;
    }

    public static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char c in text) secret.AppendChar(c);
        return secret;
    }

    public PowerShell Prepare(string script)
    {
        PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(_speaks + script);
        return shell;
    }

    public IReadOnlyList<PSObject> Run(string script, IEnumerable<object?>? input = null)
    {
        // Caught in the session as a script would, because a statement-terminating error throws nothing here.
        this["terminated"] = null;
        using PowerShell shell = Prepare("try {" + script + "\n} catch { $terminated = $_ }");
        var collected = new List<PSObject>();
        shell.Invoke(input ?? [], collected);
        Terminating = this["terminated"] as ErrorRecord;
        Errors = [.. shell.Streams.Error];
        Warnings = [.. shell.Streams.Warning.Select(r => r.Message)];
        Verbose = [.. shell.Streams.Verbose.Select(r => r.Message)];
        Debug = [.. shell.Streams.Debug.Select(r => r.Message)];
        Information = [.. shell.Streams.Information];
        return collected;
    }

    /// <summary>Runs a command with its output shown on the session's screen, as a console does.</summary>
    public void Show(string script)
    {
        using PowerShell shell = Prepare(script).AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Invoke();
    }

    /// <summary>Sends ids through the pipeline.</summary>
    public IReadOnlyList<RemindFlowRecord> Send(IEnumerable<string?> ids, string more = "")
    {
        this["ids"] = ids.ToArray();
        return Records(Run($"$ids | Send-EssFlowReminder -Connection $ess {more}"));
    }

    /// <summary>Looks ids up through the pipeline.</summary>
    public IReadOnlyList<EssFlow> Look(IEnumerable<string?> ids, string more = "")
    {
        this["ids"] = ids.ToArray();
        return [.. Run($"$ids | Get-EssFlow -Connection $ess {more}").Select(item => (EssFlow)item.BaseObject)];
    }

    public static IReadOnlyList<RemindFlowRecord> Records(IEnumerable<PSObject> output) =>
        [.. output.Select(item => (RemindFlowRecord)item.BaseObject)];

    public void Dispose() => _runspace.Dispose();
}
