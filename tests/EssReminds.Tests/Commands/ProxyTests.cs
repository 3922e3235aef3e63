using System;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Calls through a proxy on loopback that records them.</summary>
public class ProxyTests
{
    [Fact]
    public async Task Calls_go_through_the_proxy_of_the_Proxy_parameter()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, RecordCalls = true });
        await using var proxy = await ForwardProxy.StartAsync();
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000 -Proxy " + proxy.Address);
        Assert.All(shell.Send(Ids.Take(30), "-BatchSize 10"), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal(3, proxy.Requests.Count(r => r.Method == "POST"));
        Assert.All(proxy.Requests, r => Assert.Equal((emulator.Address.ToString(), null), (r.Target, r.Authorization)));
        Assert.Equal(proxy.Address, ((EssConnection)shell["ess"]!).Proxy);
    }

    [Fact]
    public async Task The_proxy_credential_is_sent_only_after_the_proxy_asks_for_it()
    {
        await using var proxy = await ForwardProxy.StartAsync();
        proxy.Asks = true;
        using var shell = Prepared(proxy);
        // The tunnel leads nowhere, so "the service cannot be reached" is the expected result.
        shell.Run("Connect-Ess @with -ProxyCredential $login");
        Assert.StartsWith("ConnectionFailed,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(
            [
                ("CONNECT", "127.0.0.1:9", null),
                ("CONNECT", "127.0.0.1:9", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:hunter2"))),
            ],
            proxy.Requests.Select(r => (r.Method, r.Target, r.Authorization)));
        Assert.DoesNotContain("hunter2", shell.Terminating.Exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_asks_for_a_missing_credential_is_reported_with_status_407()
    {
        await using var proxy = await ForwardProxy.StartAsync();
        proxy.Asks = true;
        using var shell = Prepared(proxy);
        shell.Run("Connect-Ess @with");
        Assert.StartsWith("ConnectionFailed,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("407", shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.Single(proxy.Requests);
    }

    private static Shell Prepared(ForwardProxy proxy)
    {
        var shell = new Shell();
        shell["login"] = new PSCredential("user", Shell.Secure("hunter2"));
        shell["secret"] = Shell.Secure(Vectors.SecretKey);
        shell.Run(
            "$with = @{ SecretId = 'a'; SecretKey = $secret; OperatorUserId = 'me'; Endpoint = 'https://127.0.0.1:9'; "
            + $"Verify = $true; Proxy = '{proxy.Address}' }}");
        return shell;
    }
}
