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
        string checkpoint = options.Checkpoint.Length > 0 ? " -CheckpointPath $options.Checkpoint" : "";
        _send = _engine.Prepare(options.Supply switch
        {
            Supply.Pipeline => "$records = $ids | Send-EssFlowReminder" + checkpoint,
            Supply.Argument => "$records = Send-EssFlowReminder $ids" + checkpoint,
            _ => "$ids | Send-EssFlowReminder" + checkpoint,
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
            Reminded = records.Count(record => PSObject.AsPSObject(record).Properties["Outcome"].Value.ToString() == "Reminded"),
        };
    }

    public void Dispose()
    {
        _send.Dispose();
        _engine.Dispose();
    }

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char c in text) secret.AppendChar(c);
        return secret;
    }
}
