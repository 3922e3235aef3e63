using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>What ends a run of look-ups says what was not looked up: there are no outcomes, and nothing was to be sent.</summary>
public class GetFlowEndTests
{
    private static readonly string[] WordsOfReminders = ["Failed", "remind", "Remind", "what was not sent", "the rest was not sent"];

    [Fact]
    public void A_service_that_never_answers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dead = new Uri("http://127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        using var shell = Connected(dead);
        string[] ids = Ids.Take(300);

        Assert.Empty(shell.Look(ids));

        AssertEnd(shell, "ServiceUnavailable", "The run has ended; the rest was not looked up. Attempts to reach it: 10.");
        Assert.Contains("TargetObject", shell.Terminating!.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        string[] left = (string[])shell.Terminating.TargetObject;
        Assert.NotEmpty(left);
        Assert.Equal(ids.Take(left.Length), left);
    }

    [Fact]
    public async Task A_certificate_that_no_waiting_will_cure()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, Https = HttpsMode.UnknownCa });
        using var shell = Connected(emulator.Address);

        Assert.Empty(shell.Look(["a", "b"]));

        AssertEnd(shell, "ConnectionFailed", "nothing was looked up");
        Assert.Contains("certificate", shell.Terminating!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_code_for_every_id()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        string[] ids = Ids.Take(2_000);
        emulator.Book.AddForbidden(ids);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000");

        Assert.Empty(shell.Look(ids));

        AssertEnd(shell, "AllRefused", "The run has ended; the rest was not looked up.");
    }

    [Fact]
    public async Task A_key_that_is_wrong()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = _ => Faults.Error("AuthFailure.SecretIdNotFound"),
        });
        using var shell = Shell.ConnectedTo(emulator);

        Assert.Empty(shell.Look(["a", "b"]));

        AssertEnd(shell, "AuthenticationFailed", " The run has ended; the rest was not looked up.");
    }

    [Fact]
    public async Task A_proxy_that_refuses_a_single_call_ends_no_run()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call => call.FlowIds.Contains("bad") ? Faults.Status(403) : null,
        });
        using var shell = Shell.ConnectedTo(emulator);

        var flows = shell.Look(["a", "bad", "b"], "-BatchSize 1 -ThrottleLimit 1 -MaximumRetryCount 1");

        Assert.Equal(["a", "b"], flows.Select(flow => flow.FlowId));
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.StartsWith("RefusedBeforeService,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Not looked up: ", error.ToString(), StringComparison.Ordinal);
        AssertWords(error);
    }

    private static void AssertEnd(Shell shell, string errorId, string words)
    {
        ErrorRecord end = Assert.IsType<ErrorRecord>(shell.Terminating);
        Assert.StartsWith(errorId + ",", end.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, end.ToString(), StringComparison.Ordinal);
        AssertWords(end);
    }

    private static void AssertWords(ErrorRecord error) => Assert.All(WordsOfReminders, word =>
    {
        // The service's own code may say FailedOperation.
        Assert.DoesNotMatch($@"\b{word}\b", error.ToString());
        Assert.DoesNotMatch($@"\b{word}\b", error.ErrorDetails.RecommendedAction);
    });

    private static Shell Connected(Uri address)
    {
        var shell = new Shell();
        shell["endpoint"] = address;
        shell["secret"] = Shell.Secure(EmulatorKeys.SecretKey);
        var connection = (EssConnection)Assert.Single(shell.Run(
            $"Connect-Ess -SecretId {EmulatorKeys.SecretId} -SecretKey $secret -OperatorUserId me "
            + "-Endpoint $endpoint -PassThru")).BaseObject;
        connection.Clock = new LeapingClock();
        shell["ess"] = connection;
        return shell;
    }
}
