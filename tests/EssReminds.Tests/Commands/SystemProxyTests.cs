using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>The system proxy, which is process-wide, so no other test runs at the same time.</summary>
[Collection(ProcessWide.Name)]
public sealed class SystemProxyTests : IDisposable
{
    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    public void Dispose() => HttpClient.DefaultProxy = _before;

    [Fact]
    public async Task A_system_proxy_that_asks_for_a_credential_gets_that_of_ProxyCredential()
    {
        await using var proxy = await ForwardProxy.StartAsync();
        proxy.Asks = true;
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);
        using var shell = Connecting("-ProxyCredential $login");
        Assert.StartsWith("ConnectionFailed,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(
            [null, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:hunter2"))], proxy.Requests.Select(r => r.Authorization));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-ProxyUseDefaultCredentials")] // applies only to Negotiate and NTLM; no password is known
    public async Task A_system_proxy_gets_no_credential_without_ProxyCredential(string parameters)
    {
        await using var proxy = await ForwardProxy.StartAsync();
        proxy.Asks = true;
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);
        using var shell = Connecting(parameters);
        Assert.StartsWith("ConnectionFailed,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(proxy.Requests, request => Assert.Null(request.Authorization));
    }

    [Fact]
    public void A_system_proxy_of_an_unsupported_kind_is_refused_before_any_call()
    {
        HttpClient.DefaultProxy = new WebProxy("ftp://127.0.0.1:9");
        using var shell = Connecting("");
        Assert.StartsWith("ProxyInvalid,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("ftp://127.0.0.1:9", shell.Terminating.ToString(), StringComparison.Ordinal);
        using var without = Connecting("-NoProxy");
        Assert.DoesNotContain("ProxyInvalid", without.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static Shell Connecting(string parameters)
    {
        var shell = new Shell();
        shell["login"] = new PSCredential("user", Shell.Secure("hunter2"));
        shell["secret"] = Shell.Secure(Vectors.SecretKey);
        // Not a loopback address, which would be called without the system proxy.
        const string Nowhere = "-Endpoint https://nonexistent.invalid";
        shell.Run($"Connect-Ess -SecretId a -SecretKey $secret -OperatorUserId me {Nowhere} -Verify {parameters}");
        return shell;
    }
}
