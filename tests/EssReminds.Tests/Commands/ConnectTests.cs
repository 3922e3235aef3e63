using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>How Connect-Ess interprets its parameters, without sending anything.</summary>
public class ConnectTests
{
    private const string Key = "-SecretId AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE -SecretKey $secret";

    [Theory]
    [InlineData("$key")]
    [InlineData("-Credential $key")]
    [InlineData(Key)]
    [InlineData(Key + " -SessionToken $secret")]
    public void A_key_can_be_given_as_a_credential_or_as_id_and_secret(string how)
    {
        EssConnection connection = Connection(how + " -OperatorUserId me");
        Assert.Equal(("Parameter", "AKID****MPLE", "me"), (connection.Source, connection.SecretId, connection.OperatorUserId));
        Assert.Equal("https://ess.tencentcloudapi.com/", connection.Endpoint.ToString());
    }

    [Theory]
    [InlineData("-InstanceRole", "InstanceRole reminder")]
    [InlineData("-InstanceRole reminder", "InstanceRole reminder")]
    [InlineData("-InstanceRole -RoleName reminder", "InstanceRole reminder")]
    public async Task The_instance_role_can_be_used_with_or_without_its_name(string how, string source)
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        Assert.Equal(source, Connection(how + " -OperatorUserId me -MetadataEndpoint " + metadata.Address).Source);
    }

    [Theory]
    [InlineData("-InstanceRole another")]
    [InlineData("-InstanceRole -RoleName another")]
    public async Task A_role_that_the_machine_does_not_have_is_an_error(string how)
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        Refused("InstanceRoleUnavailable", how + " -OperatorUserId me -MetadataEndpoint " + metadata.Address, "another");
    }

    [Fact]
    public void A_metadata_address_other_than_the_services_or_a_loopback_one_is_refused() =>
        Refused("EndpointInvalid", "-InstanceRole -OperatorUserId me -MetadataEndpoint http://169.254.0.23", "169.254.0.23");

    [Theory]
    [InlineData("-Environment Production", "https://ess.tencentcloudapi.com/")]
    [InlineData("-Environment Test", "https://ess.test.ess.tencent.cn/")]
    [InlineData("-Environment Test -Endpoint https://gateway.example.com:8443", "https://gateway.example.com:8443/")]
    [InlineData("-Endpoint http://localhost:8080/", "http://localhost:8080/")]
    public void The_address_follows_from_the_Environment_and_Endpoint_parameters(string where, string endpoint) =>
        Assert.Equal(endpoint, Connection($"$key -OperatorUserId me {where}").Endpoint.ToString());

    [Theory]
    [InlineData("http://ess.tencentcloudapi.com", "EndpointNotHttps", "ess.tencentcloudapi.com")]
    [InlineData("ftp://127.0.0.1", "EndpointNotHttps", "ftp")]
    [InlineData("ess.tencentcloudapi.com", "EndpointInvalid", "ess.tencentcloudapi.com")]
    [InlineData("localhost:8080", "EndpointInvalid", "localhost:8080")]
    [InlineData("file:///etc/passwd", "EndpointInvalid", "passwd")]
    [InlineData("https://example.com/path", "EndpointInvalid", "/path")]
    [InlineData("https://example.com/?query", "EndpointInvalid", "?query")]
    [InlineData("https://example.com/#fragment", "EndpointInvalid", "#fragment")]
    [InlineData("https://user:hunter2@example.com", "EndpointInvalid", "example.com")]
    public void An_invalid_or_unencrypted_endpoint_is_refused_without_showing_a_password(string endpoint, string errorId, string named)
    {
        ErrorRecord error = Refused(errorId, $"$key -OperatorUserId me -Endpoint '{endpoint}'", named);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'me '", "me")]
    [InlineData("\"`tme`r`n\"", "me")]
    public void Whitespace_around_the_operator_is_trimmed(string given, string id) =>
        Assert.Equal(id, Connection($"$key -OperatorUserId {given}").OperatorUserId);

    [Theory]
    [InlineData("-OperatorUserId ''", "OperatorMissing", "")]
    [InlineData("-OperatorUserId ' '", "OperatorMissing", "")]
    [InlineData("-OperatorUserId 'two words'", "IdentifierInvalid", "-OperatorUserId")]
    [InlineData("-OperatorUserId \"bell`a\"", "IdentifierInvalid", "-OperatorUserId")]
    [InlineData("-OperatorUserId me -ProxyOrganizationId 'two words'", "IdentifierInvalid", "-ProxyOrganizationId")]
    [InlineData("-OperatorUserId me -ProxyOrganizationId ' '", "IdentifierInvalid", "-ProxyOrganizationId")]
    public void An_invalid_operator_or_organization_is_refused(string who, string errorId, string named) =>
        Refused(errorId, "$key " + who, named);

    [Theory]
    [InlineData(" ", "key")]
    [InlineData(" AKID", "key")]
    [InlineData("AKID", "key\n")]
    [InlineData("AKID", "k ey")]
    [InlineData("AKID", "\"key\"")]
    [InlineData("AKID", "钥匙")]
    [InlineData("AKID", "")]
    public void A_key_that_was_not_pasted_exactly_is_refused_with_a_hint(string id, string key)
    {
        using var shell = new Shell();
        shell["key"] = new PSCredential(id, Shell.Secure(key));
        shell.Run("Connect-Ess $key -OperatorUserId me");
        Assert.StartsWith("CredentialInvalid,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Credential", shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.Contains("copy it once more", shell.Terminating.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Credential $key")]
    [InlineData("-SecretId Gu5t9xGARNpq86cd98joQYCN3EXAMPLE -SecretKey $secret")]
    public void A_swapped_SecretId_and_SecretKey_are_refused_with_a_hint_that_has_neither(string how)
    {
        const string Id = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
        using var shell = new Shell();
        shell["key"] = new PSCredential("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", Shell.Secure(Id));
        shell["secret"] = Shell.Secure(Id);
        shell.Run($"Connect-Ess {how} -OperatorUserId me");
        ErrorRecord error = shell.Terminating!;
        Assert.StartsWith("CredentialInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("swapped", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(how.Split(' ')[0], error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Exchange the two", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        string everything = error + error.Exception.ToString() + error.TargetObject + error.ErrorDetails.RecommendedAction;
        Assert.DoesNotContain("Gu5t9x", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("z8krbs", everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "AKIDbyChanceARNpq86cd98joQYCN3EXAMPLE")]
    [InlineData("another", "AKI")]
    [InlineData("another", "akidGu5t9xGARNpq86cd98joQYCN3EXAMPLE")]
    public void A_key_that_may_be_in_its_order_is_left_to_the_service(string id, string key)
    {
        using var shell = new Shell();
        shell["key"] = new PSCredential(id, Shell.Secure(key));
        shell.Run("Connect-Ess $key -OperatorUserId me -PassThru | Disconnect-Ess");
        Assert.Null(shell.Terminating);
    }

    [Fact]
    public void A_token_with_a_space_is_refused_by_the_name_of_its_parameter()
    {
        using var shell = Prepared();
        shell["secret"] = Shell.Secure("to ken");
        shell.Run("Connect-Ess $key -SessionToken $secret -OperatorUserId me");
        Assert.StartsWith("CredentialInvalid,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-SessionToken", shell.Terminating.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Credential $key -ProfileName default")]
    [InlineData("-Credential $key -InstanceRole")]
    [InlineData("-ProfileName default -InstanceRole")]
    [InlineData("-SecretKey $secret -InstanceRole")]
    public void Parameters_of_two_key_sources_cannot_be_combined(string parameters)
    {
        using var shell = Prepared();
        Assert.Empty(shell.Run($"Connect-Ess {parameters} -OperatorUserId me -PassThru"));
        Assert.StartsWith("AmbiguousParameterSet,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Proxy http://127.0.0.1:3128 -NoProxy", "-NoProxy")]
    [InlineData("-NoProxy -ProxyCredential $key", "-ProxyCredential")]
    [InlineData("-NoProxy -ProxyUseDefaultCredentials", "-ProxyUseDefaultCredentials")]
    [InlineData("-ProxyCredential $key -ProxyUseDefaultCredentials", "-ProxyUseDefaultCredentials")]
    [InlineData("-Proxy http://127.0.0.1:3128 -ProxyCredential $key -ProxyUseDefaultCredentials", "-ProxyUseDefaultCredentials")]
    [InlineData("-Proxy proxy.example.com", "proxy.example.com")]
    [InlineData("-Proxy file:///etc/passwd", "passwd")]
    [InlineData("-Proxy ftp://proxy.example.com", "ftp")]
    [InlineData("-Proxy http://user:hunter2@proxy.example.com", "proxy.example.com")]
    public void Proxy_settings_that_contradict_each_other_or_name_no_proxy_are_refused(string proxy, string named) =>
        Assert.DoesNotContain(
            "hunter2", Refused("ProxyInvalid", "$key -OperatorUserId me " + proxy, named).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Connecting_writes_nothing_and_sends_nothing_without_PassThru_and_Verify()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        using var shell = Prepared();
        Assert.Empty(shell.Run($"Connect-Ess $key -OperatorUserId me -Endpoint {emulator.Address} -Verbose -Debug"));
        Assert.Empty(shell.Errors);
        Assert.Empty(shell.Information);
        Assert.Equal(0, emulator.Stats.Connections);
    }

    [Fact]
    public async Task ProxyOrganizationId_is_sent_with_the_verification_and_with_each_reminder()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { RecordCalls = true });
        using var shell = Shell.ConnectedTo(emulator, "-ProxyOrganizationId yDtwEUUckp7f87yrUygaLZxYk2SEodS7 -Verify");
        shell.Send(["a"]);
        string[] subsidiary = ["yDtwEUUckp7f87yrUygaLZxYk2SEodS7", "yDtwEUUckp7f87yrUygaLZxYk2SEodS7"];
        Assert.Equal(subsidiary, emulator.Calls.Select(c => c.ProxyOrganizationId));
    }

    private static Shell Prepared()
    {
        var shell = new Shell();
        shell["key"] = new PSCredential(Vectors.SecretId, Shell.Secure(Vectors.SecretKey));
        shell["secret"] = Shell.Secure(Vectors.SecretKey);
        return shell;
    }

    private static EssConnection Connection(string parameters)
    {
        using var shell = Prepared();
        PSObject connection = Assert.Single(shell.Run($"Connect-Ess {parameters} -PassThru"));
        Assert.Null(shell.Terminating);
        return (EssConnection)connection.BaseObject;
    }

    private static ErrorRecord Refused(string errorId, string parameters, string named)
    {
        using var shell = Prepared();
        Assert.Empty(shell.Run($"Connect-Ess {parameters} -PassThru"));
        Assert.StartsWith(errorId + ",", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(named, shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(shell.Terminating.ErrorDetails.RecommendedAction));
        return shell.Terminating;
    }
}
