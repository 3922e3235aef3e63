using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Emulator;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>
/// No key, token or signature in anything that a session can get hold of: connection, records, errors, streams, whatever
/// failed.
/// </summary>
public class SecretsTests
{
    private const string Token = "TokenTokenTokenTokenTokenEXAMPLE==";
    private const string TemporaryId = "AKIDTemporaryTemporaryEXAMPLE";
    private const string TemporaryKey = "TemporarySecretKeyTemporaryEXAMPLE";

    private static readonly string[] Secrets =
    [
        EmulatorKeys.SecretKey, TemporaryKey, Token, "hunter2hunter2", "Authorization", "TC3-HMAC", "Signature=",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(EmulatorKeys.SecretKey)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(TemporaryKey)),
    ];

    private readonly SecretWalker _walker = new(Secrets);

    [Fact]
    public async Task No_outcome_of_sending_leaves_a_secret_in_records_streams_or_errors()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            RecordCalls = true,
            RemindersPerSigner = 100,
            Script = call => Faults.Find(
                call.FlowIds.FirstOrDefault(id => id.StartsWith("fault", StringComparison.Ordinal))?["fault".Length..] ?? ""),
        });
        emulator.Keys.Add(new EmulatorKey(TemporaryId, TemporaryKey, Token));
        using Shell shell = Prepared(emulator);
        shell.Run(
            "$ess = Connect-Ess @temporary -Proxy http://127.0.0.1:9 -ProxyCredential $proxy -PassThru; "
            + "Connect-Ess @temporary -Verify -Verbose -Debug");
        Look(shell, "connecting");
        object proxied = shell["ess"]!;
        shell.Run("$ess = Connect-Ess @temporary -PassThru");

        foreach (Fault fault in Faults.All.Where(
            f => !f.Name.StartsWith("hang", StringComparison.Ordinal) && f != Faults.Named("refuse-connection")))
            Send(shell, fault.Name);
        foreach (string code in ErrorCatalog.Rules.Select(rule => rule.Codes[0].Replace("*", ".System", StringComparison.Ordinal)))
            Send(shell, "error:" + code);
        emulator.Keys.Expire(TemporaryId);
        Send(shell, "none");
        shell.Run("Disconnect-Ess -Connection $ess");
        Send(shell, "none");

        // Proves that the secrets were there to be found: they were sent.
        Assert.Contains(emulator.Calls, call => call.Headers["X-TC-Token"] == Token);
        Assert.Contains(emulator.Calls, call => call.Headers["Authorization"].Contains("Signature=", StringComparison.Ordinal));
        Assert.True(shell["Error"] is ICollection { Count: > 20 });
        Nothing("$Error", shell["Error"]);
        Nothing("proxied connection", proxied);
        Nothing("connection", shell["ess"]);
    }

    [Fact]
    public async Task No_failure_to_connect_leaves_a_secret_in_streams_or_errors()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        using Shell shell = Prepared(emulator);
        foreach (string refused in new[]
        {
            "@temporary -Verify", // the emulator does not know this key
            "-SecretId $id -SecretKey $bad -OperatorUserId me",
            "-SecretId 'a b' -SecretKey $secret -OperatorUserId me",
            "-Credential $proxy -SessionToken $bad -OperatorUserId me",
            "-SecretId $id -SecretKey $secret -OperatorUserId ' '",
            "@temporary -Proxy http://127.0.0.1:9 -ProxyCredential $proxy -Verify",
            "@temporary -Proxy http://user:hunter2hunter2@127.0.0.1:9",
            "-SecretId $id -SecretKey $secret -OperatorUserId me -Verify -Endpoint https://127.0.0.1:9",
            "-SecretId $id -SecretKey $secret -SessionToken $token -InstanceRole -OperatorUserId me",
        })
        {
            shell.Run($"Connect-Ess {refused} -Verbose -Debug");
            Assert.NotNull(shell.Terminating);
            // The error's invocation info contains the user's own command line, so only the exception is searched.
            if (!refused.Contains("hunter2", StringComparison.Ordinal)) Look(shell, refused);
            else Nothing(refused, shell.Terminating.Exception);
            if (refused.Contains("hunter2", StringComparison.Ordinal)) shell.Run("$Error.Clear()");
        }

        Nothing("$Error", shell["Error"]);
    }

    [Fact]
    public async Task A_connection_shows_and_serializes_only_the_ends_of_its_SecretId()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        using var shell = new Shell();
        EssConnection connection = shell.Connect(emulator);
        await connection.Credentials.GetAsync(CancellationToken.None);
        Assert.Equal("AKID****MPLE", connection.SecretId);
        Assert.Empty(new SecretWalker(Shell.AccountOf(emulator), EmulatorKeys.SecretKey).Search("connection", connection));
        Assert.Contains("AKID****MPLE", PSSerializer.Serialize(connection), StringComparison.Ordinal);
        Assert.Contains("AKID****MPLE", System.Text.Json.JsonSerializer.Serialize(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$ess | Format-List * | Out-String -Width 500")]
    [InlineData("$ess | Format-Table * | Out-String -Width 500")]
    [InlineData("$ess | Format-List * -Force | Out-String -Width 500")]
    [InlineData("$ess | Select-Object * | Out-String -Width 500")]
    [InlineData("$ess | ConvertTo-Json -Depth 10")]
    [InlineData("$ess | Get-Member -Force | Out-String -Width 500")]
    [InlineData("$ess.psobject.Properties.ForEach{ \"$($_.Name)=$($_.Value)\" }")]
    [InlineData("\"$ess\"")]
    [InlineData("$ess | Out-Default")]
    public async Task No_way_of_displaying_a_connection_shows_its_key(string how)
    {
        await using var emulator = await EmulatorHost.StartAsync();
        using var shell = Shell.ConnectedTo(emulator);
        var shown = shell.Run(how);
        // The hosted engine lacks the Utility module, so some of these commands are unknown.
        if (shell.Terminating is { } error) Assert.Equal("CommandNotFoundException", error.FullyQualifiedErrorId);
        Nothing(how, shown);
    }

    private static Shell Prepared(EmulatorHost emulator)
    {
        var shell = new Shell();
        shell["id"] = EmulatorKeys.SecretId;
        shell["secret"] = Shell.Secure(EmulatorKeys.SecretKey);
        shell["bad"] = Shell.Secure(EmulatorKeys.SecretKey + " ");
        shell["token"] = Shell.Secure(Token);
        shell["proxy"] = new PSCredential("user", Shell.Secure("hunter2hunter2"));
        shell["temporaryKey"] = new PSCredential(TemporaryId, Shell.Secure(TemporaryKey));
        shell.Run(
            "$temporary = @{ Credential = $temporaryKey; SessionToken = $token; OperatorUserId = 'me'; "
            + $"Endpoint = '{emulator.Address}'; RequestsPerSecond = 1000; TimeoutSec = 5 }}");
        return shell;
    }

    private void Send(Shell shell, string fault)
    {
        shell["ids"] = new[] { "fault" + fault, "b" };
        IReadOnlyList<PSObject> records = shell.Run("$ids | Send-EssFlowReminder -Connection $ess -MaximumRetryCount 0 -Verbose -Debug");
        Nothing(fault, records);
        Look(shell, fault);
    }

    private void Look(Shell shell, string when)
    {
        Nothing(when + ": error", shell.Errors);
        Nothing(when + ": terminating", shell.Terminating);
        Nothing(when + ": verbose", shell.Verbose);
        Nothing(when + ": debug", shell.Debug);
        Nothing(when + ": warnings", shell.Warnings);
        Nothing(when + ": information", shell.Information);
    }

    private void Nothing(string name, object? where)
    {
        IReadOnlyList<string> found = _walker.Search(name, where);
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }
}
