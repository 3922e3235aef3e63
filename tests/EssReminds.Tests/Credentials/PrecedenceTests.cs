using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;
using EssReminds.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EssReminds.Tests.Credentials;

/// <summary>The first source that exists is used: environment, SDK file, CLI profile, instance role.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Each_source_takes_precedence_over_all_later_ones()
    {
        Assert.Equal(ErrorId.CredentialMissing, Assert.Throws<EssException>(() => Find()).ErrorId);

        await using var metadata = await MetadataStandIn.StartAsync();
        _home.Metadata = metadata.Address;
        Assert.Equal("InstanceRole reminder", Find());

        TemporaryHome.Write(_home.CliFile("default"), """{"secretId":"AKIDcli","secretKey":"key"}""");
        Assert.Equal("CliProfile default", Find());

        TemporaryHome.Write(_home.SystemFile, "[default]\nsecret_id = AKIDsystem\nsecret_key = key\n");
        Assert.Equal("SdkFile [default]", Find());
        Assert.Equal("AKIDsystem", Id());

        TemporaryHome.Write(_home.SdkFile, "[default]\nsecret_id = AKIDhome\nsecret_key = key\n");
        Assert.Equal("AKIDhome", Id());

        _home.Variables["TENCENTCLOUD_SECRET_ID"] = "AKIDenvironment";
        _home.Variables["TENCENTCLOUD_SECRET_KEY"] = "key";
        Assert.Equal("Environment", Find());
        Assert.Equal(["", "reminder"], metadata.Requests);
    }

    [Fact]
    public void The_first_of_the_token_variables_takes_precedence()
    {
        _home.Variables["TENCENTCLOUD_SECRET_ID"] = "AKIDenvironment";
        _home.Variables["TENCENTCLOUD_SECRET_KEY"] = "key";
        _home.Variables["TENCENTCLOUD_SECURITY_TOKEN"] = "third";
        _home.Variables["TENCENTCLOUD_SESSION_TOKEN"] = "second";
        Assert.Equal("second", Token());
        _home.Variables["TENCENTCLOUD_TOKEN"] = "first";
        Assert.Equal("first", Token());
    }

    [Fact]
    public void A_named_profile_is_an_SDK_section_before_a_CLI_profile_and_ignores_the_environment()
    {
        _home.Variables["TENCENTCLOUD_SECRET_ID"] = "half a pair";
        _home.Variables["TCCLI_PROFILE"] = "missing";
        TemporaryHome.Write(_home.CliFile("both"), """{"secretId":"AKIDcli","secretKey":"key"}""");
        TemporaryHome.Write(_home.CliFile("cli"), """{"secretId":"AKIDcli","secretKey":"key"}""");
        TemporaryHome.Write(_home.SdkFile, "[both]\nsecret_id = AKIDsdk\nsecret_key = key\n");

        Assert.Equal("SdkFile [both]", FindProfile("both"));
        Assert.Equal("CliProfile cli", FindProfile("cli"));
        EssException error = Assert.Throws<EssException>(() => FindProfile("Both"));
        Assert.Equal(ErrorId.ProfileNotFound, error.ErrorId);
        Assert.Contains("both, cli", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    public void A_path_is_not_accepted_as_a_profile_name(string profile) =>
        Assert.Equal(ErrorId.ProfileNotFound, Assert.Throws<EssException>(() => FindProfile(profile)).ErrorId);

    [Fact]
    public void Without_a_home_folder_nothing_is_read_from_the_current_folder()
    {
        var homeless = new CredentialEnvironment
        {
            Variable = static _ => null, Home = "", SystemFolder = "/nowhere", MetadataEndpoint = _home.Metadata,
        };
        Assert.Null(homeless.InHome(".tccli"));
        Assert.Equal(
            ErrorId.CredentialMissing,
            Assert.Throws<EssException>(() => CredentialChain.Find(homeless, CancellationToken.None)).ErrorId);
        Assert.Empty(CredentialChain.ProfileNames(homeless));
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "")]
    [InlineData(200, "<html><body>Welcome to our network</body></html>")]
    public async Task A_machine_without_an_instance_role_is_CredentialMissing(int status, string answer)
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        metadata.Instead = async http =>
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(answer);
            return true;
        };
        _home.Metadata = metadata.Address;
        Assert.Equal(ErrorId.CredentialMissing, Assert.Throws<EssException>(() => Find()).ErrorId);
        Assert.Equal([""], metadata.Requests);
    }

    private string Find() => CredentialChain.Find(_home.Environment, CancellationToken.None).Description;

    private string FindProfile(string name) => CredentialChain.FindProfile(_home.Environment, name, CancellationToken.None).Description;

    private string Id() => Key().SecretId;

    private string? Token()
    {
        string? token = null;
        Key().WriteToken(text => token = text);
        return token;
    }

    private EssCredential Key() =>
        CredentialChain.Find(_home.Environment, CancellationToken.None).GetAsync(CancellationToken.None).GetAwaiter().GetResult();
}
