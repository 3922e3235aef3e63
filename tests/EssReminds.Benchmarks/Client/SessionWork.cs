using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Security;

namespace EssReminds.Benchmarks.Client;

/// <summary>Imports the module as a user does, connects, and sends.</summary>
internal sealed class SessionWork : IWork
{
    private readonly ClientOptions _options;
    private readonly Engine _engine = new();
    private readonly PowerShell _send;

    public SessionWork(ClientOptions options)
    {
        _options = options;
        _engine["manifest"] = options.Module;
        _engine.Must("Import-Module $manifest -ErrorAction Stop");

        _engine["options"] = options;
        _engine["secret"] = Secure(options.SecretKey);
        _engine.Must(
            "Connect-Ess -SecretId $options.SecretId -SecretKey $secret -OperatorUserId $options.Operator " +
            "-Endpoint $options.Endpoint -RequestsPerSecond $options.RequestsPerSecond -ErrorAction Stop");

        var ids = FlowIdSource.Stream(options.Operator, options.Ids);
        _engine["ids"] = options.Supply == Supply.Stream ? ids : ids.ToArray();
        string command = options.Job == Job.Remind ? "Send-EssFlowReminder" : "Get-EssFlow";
        string more = options.Checkpoint.Length > 0 ? " -CheckpointPath $options.Checkpoint" : "";
        if (options.Job == Job.LookForSigners) more += " -IncludeSigner";
        _send = _engine.Prepare(options.Supply switch
        {
            Supply.Pipeline => $"$records = $ids | {command}{more}",
            Supply.Argument => $"$records = {command} $ids{more}",
            _ => $"$ids | {command}{more}",
        });
    }

    public ClientResult Run()
    {
        if (_options.Supply != Supply.Stream)
        {
            _send.Invoke();
            return new ClientResult();
        }

        using var sink = new RecordSink();
        _send.EndInvoke(_send.BeginInvoke<PSObject, PSObject>(null, sink));
        return new ClientResult { FirstRecord = sink.First, Records = sink.Seen };
    }

    public ClientResult Count(ClientResult result)
    {
        Engine.Require(_send);
        if (_options.Supply == Supply.Stream) return result;
        object[] records = _engine["records"] is IList list ? [.. list.Cast<object>()] : [_engine["records"]!];
        return result with
        {
            Records = records.Length,
            Reminded = records.Count(IsAsHoped),
        };
    }

    public void Dispose()
    {
        _send.Dispose();
        _engine.Dispose();
    }

    private bool IsAsHoped(object record) => _options.Job == Job.Remind
        ? PSObject.AsPSObject(record).Properties["Outcome"].Value.ToString() == "Reminded"
        : PSObject.AsPSObject(record).Properties["CanRemind"].Value is true;

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char c in text) secret.AppendChar(c);
        return secret;
    }
}
