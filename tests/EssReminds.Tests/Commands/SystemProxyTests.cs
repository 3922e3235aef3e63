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

/// <summary>The proxy that a process uses unless told otherwise; there is one, so no other test runs meanwhile.</summary>
[Collection(ProcessWide.Name)]
public sealed class SystemProxyTests : IDisposable
{
    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    public void Dispose() => HttpClient.DefaultProxy = _before;

    [Fact]
    public async Task A_systems_proxy_that_asks_is_told_user_and_password()
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
    [InlineData("-ProxyUseDefaultCredentials")] // for Negotiate and NTLM alone: nobody's password is known
    public async Task Without_a_password_it_is_told_none(string parameters)
    {
        await using var proxy = await ForwardProxy.StartAsync();
        proxy.Asks = true;
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);
        using var shell = Connecting(parameters);
        Assert.StartsWith("ConnectionFailed,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(proxy.Requests, request => Assert.Null(request.Authorization));
    }

    [Fact]
    public void A_systems_proxy_of_a_kind_that_is_not_supported_is_refused_before_anything_is_sent()
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
        // A name that leads nowhere: an address of this machine would be called without the system's proxy.
        const string Nowhere = "-Endpoint https://nonexistent.invalid";
        shell.Run($"Connect-Ess -SecretId a -SecretKey $secret -OperatorUserId me {Nowhere} -Verify {parameters}");
        return shell;
    }
}
