using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Connect-Ess with an environment, a home and a process-wide connection of the test's own.</summary>
[Collection(ProcessWide.Name)]
public sealed class ConnectProcessTests : IDisposable
{
    private static readonly string[] Names =
    [
        "HOME", "USERPROFILE", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN",
        "TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_CREDENTIALS_FILE", "TCCLI_PROFILE", "ESS_OPERATOR_ID", "ESS_ENV",
        "ESS_METADATA_ENDPOINT",
    ];

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly IWebProxy _proxyBefore = HttpClient.DefaultProxy;
    private readonly EssConnection? _connectionBefore = EssConnection.Current;
    private readonly TemporaryHome _home = new();
    private readonly Shell _shell = new();

    public ConnectProcessTests()
    {
        // Opens the files that stay open for the whole process before HOME points to a folder that will be deleted.
        Account.For("nobody", new Uri("http://127.0.0.1:9"), 20);
        foreach (string name in Names) Environment.SetEnvironmentVariable(name, null);
        Set("HOME", _home.Folder);
        Set("USERPROFILE", _home.Folder);
        Set("ESS_OPERATOR_ID", "me");
        Set("ESS_METADATA_ENDPOINT", "http://127.0.0.1:9");
        EssConnection.Current = null;
        _shell["key"] = new PSCredential(EmulatorKeys.SecretId, Shell.Secure(EmulatorKeys.SecretKey));
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in _before) Environment.SetEnvironmentVariable(name, value);
        HttpClient.DefaultProxy = _proxyBefore;
        EssConnection.Current = _connectionBefore;
        _shell.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Key_sources_are_searched_in_order_and_the_connection_names_the_one_used()
    {
        Refused("CredentialMissing", "Connect-Ess");

        await using var metadata = await MetadataStandIn.StartAsync();
        Set("ESS_METADATA_ENDPOINT", metadata.Address.ToString());
        Assert.Equal("InstanceRole reminder", Connect().Source);

        TemporaryHome.Write(_home.CliFile("default"), """{"secretId":"AKIDcli","secretKey":"key"}""");
        Assert.Equal("CliProfile default", Connect().Source);

        TemporaryHome.Write(_home.SdkFile, "[default]\nsecret_id = AKIDsdk\nsecret_key = key\n");
        Assert.Equal("SdkFile [default]", Connect().Source);

        _shell.Run("$env:TENCENTCLOUD_SECRET_ID = 'AKIDenvironment'; $env:TENCENTCLOUD_SECRET_KEY = 'key'");
        Assert.Equal(("Environment", "AKID****ment"), (Connect().Source, Connect().SecretId));

        Set("TENCENTCLOUD_SECRET_KEY", null);
        Refused("CredentialSourceBroken", "Connect-Ess");
        File.Delete(_home.SdkFile);
        Assert.Equal("CliProfile default", Connect("-ProfileName default").Source);
    }

    [FactOnUnix, UnsupportedOSPlatform("windows")]
    public void A_key_file_that_others_can_read_is_a_warning_and_a_broken_one_an_error_with_its_line()
    {
        TemporaryHome.Write(_home.SdkFile, "[default]\nsecret_id = AKIDsdk\nsecret_key = key\n");
        File.SetUnixFileMode(_home.SdkFile, (UnixFileMode)0b110_100_100);
        _shell.Run("Connect-Ess");
        Assert.Contains("chmod 600", Assert.Single(_shell.Warnings), StringComparison.Ordinal);

        TemporaryHome.Write(_home.SdkFile, "[default]\nsecret_id = AKIDsdk\n");
        Assert.Contains(_home.SdkFile + ":1:", Refused("CredentialSourceBroken", "Connect-Ess").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "", "ess.tencentcloudapi.com")]
    [InlineData("online", "", "ess.tencentcloudapi.com")]
    [InlineData("test", "", "ess.test.ess.tencent.cn")]
    [InlineData(" Test ", "", "ess.test.ess.tencent.cn")]
    [InlineData("test", "-Environment Production", "ess.tencentcloudapi.com")]
    [InlineData("nonsense", "-Environment Test", "ess.test.ess.tencent.cn")]
    [InlineData("nonsense", "-Endpoint https://example.com", "example.com")]
    public void ESS_ENV_chooses_the_host_unless_a_parameter_does(string? variable, string parameters, string host)
    {
        Set("ESS_ENV", variable);
        Assert.Equal(host, Connect("$key " + parameters).Endpoint.Host);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(" ")]
    public void An_unknown_ESS_ENV_is_an_error(string value)
    {
        Set("ESS_ENV", value);
        Refused("EnvironmentInvalid", "Connect-Ess $key");
    }

    [Fact]
    public void The_operator_comes_from_the_environment_unless_a_parameter_names_it()
    {
        Assert.Equal("me", Connect("$key").OperatorUserId);
        Assert.Equal("you", Connect("$key -OperatorUserId you").OperatorUserId);
        Set("ESS_OPERATOR_ID", "two words");
        Assert.Contains("ESS_OPERATOR_ID", Refused("IdentifierInvalid", "Connect-Ess $key").ToString(), StringComparison.Ordinal);
        Set("ESS_OPERATOR_ID", null);
        Refused("OperatorMissing", "Connect-Ess $key");
    }

    [Fact]
    public void An_invalid_metadata_address_in_the_environment_is_an_error_only_with_InstanceRole()
    {
        Set("ESS_METADATA_ENDPOINT", "http://metadata.example.com");
        Refused("EndpointInvalid", "Connect-Ess -InstanceRole");
        Connect("$key");
    }

    [Fact]
    public void Tab_completion_offers_the_names_of_profiles()
    {
        TemporaryHome.Write(_home.SdkFile, "[default]\n[ess test]\n[o'brien]\n[-dash]\n");
        TemporaryHome.Write(_home.CliFile("essence"), "{}");
        Assert.Equal(["'-dash'", "default", "'ess test'", "essence", "'o''brien'"], Complete("Connect-Ess -ProfileName "));
        Assert.Equal(["'ess test'", "essence"], Complete("Connect-Ess -ProfileName ESS"));
        Assert.Equal(["'ess test'"], Complete("Connect-Ess -ProfileName 'ess t"));
    }

    [Fact]
    public async Task All_sessions_of_a_process_share_one_connection_until_it_is_disconnected()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        Assert.Empty(_shell.Run("Get-EssConnection"));
        Refused("NotConnected", "'a' | Send-EssFlowReminder");
        Assert.Empty(_shell.Run("Disconnect-Ess; Get-EssConnection | Disconnect-Ess"));
        Assert.Null(_shell.Terminating);

        EssConnection connection = Connect($"$key -Endpoint {emulator.Address}");
        using var another = new Shell();
        Assert.Same(connection, Assert.Single(another.Run("Get-EssConnection")).BaseObject);
        Assert.Single(another.Run("'a' | Send-EssFlowReminder"));
        _shell.Run("@() | Disconnect-Ess; $null | Disconnect-Ess");
        Assert.Same(connection, EssConnection.Current);

        another.Run("Disconnect-Ess");
        Assert.Contains("Get-EssConnection | Disconnect-Ess", Assert.Single(another.Warnings), StringComparison.Ordinal);
        Assert.False(connection.IsClosed);

        another.Run("Get-EssConnection | Disconnect-Ess");
        Assert.Empty(_shell.Run("Get-EssConnection"));
        Assert.True(connection.IsClosed);
    }

    [Fact]
    public async Task A_run_keeps_its_connection_when_another_one_replaces_it_for_the_process()
    {
        var released = new TaskCompletionSource();
        await using var first = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Script = _ => Faults.HoldUntil(released.Task) });
        await using var second = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        Connect($"$key -RequestsPerSecond 1000 -Endpoint {first.Address}");
        using var running = new Shell();
        running["ids"] = Ids.Take(30);
        Task<IReadOnlyList<PSObject>> run = Task.Run(() => running.Run("$ids | Send-EssFlowReminder -BatchSize 1 -ThrottleLimit 4"));
        await Until.Holds(() => first.Stats.InFlight >= 4);

        EssConnection replacement = Connect($"$key -Endpoint {second.Address}");
        released.SetResult();

        Assert.All(Shell.Records(await run), r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal((30, 0), (first.Stats.Calls, second.Stats.Calls));
        Assert.Same(replacement, EssConnection.Current);
    }

    [Fact]
    public async Task A_refused_connection_leaves_the_earlier_one_in_use()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        EssConnection good = Connect($"$key -Endpoint {emulator.Address}");
        Refused("AuthenticationFailed", $"Connect-Ess -SecretId AKIDunknown -SecretKey $key.Password -Endpoint {emulator.Address} -Verify");
        Assert.Same(good, EssConnection.Current);
        Assert.Single(_shell.Run("'a' | Send-EssFlowReminder"));
    }

    [Fact]
    public async Task The_system_proxy_is_used_except_for_loopback_addresses_and_with_NoProxy()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        await using var proxy = await ForwardProxy.StartAsync();
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);

        Connect($"$key -Verify -Endpoint {emulator.Address}");
        Assert.Empty(proxy.Requests);
        // 0.0.0.0 also reaches this machine, but is not a loopback address.
        Refused("ConnectionFailed", "Connect-Ess $key -Verify -NoProxy -Endpoint https://0.0.0.0:9");
        Assert.Empty(proxy.Requests);
        Refused("ConnectionFailed", "Connect-Ess $key -Verify -Endpoint https://0.0.0.0:9");
        Assert.Equal(("CONNECT", "0.0.0.0:9"), (Assert.Single(proxy.Requests).Method, proxy.Requests.Single().Target));
    }

    private static void Set(string name, string? value) => Environment.SetEnvironmentVariable(name, value);

    private EssConnection Connect(string parameters = "")
    {
        Assert.Empty(_shell.Run("Connect-Ess " + parameters));
        Assert.Null(_shell.Terminating);
        var connection = (EssConnection)Assert.Single(_shell.Run("Get-EssConnection")).BaseObject;
        connection.NoteAnswer();
        return connection;
    }

    private ErrorRecord Refused(string errorId, string command)
    {
        _shell.Run(command);
        Assert.NotNull(_shell.Terminating);
        Assert.StartsWith(errorId + ",", _shell.Terminating.FullyQualifiedErrorId, StringComparison.Ordinal);
        return _shell.Terminating;
    }

    private string[] Complete(string input)
    {
        using PowerShell shell = _shell.Prepare("");
        shell.Commands.Clear();
        return
        [
            .. CommandCompletion.CompleteInput(input, input.Length, null, shell).CompletionMatches.Select(match => match.CompletionText),
        ];
    }
}
