using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;
using EssReminds.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EssReminds.Tests.Credentials;

/// <summary>A source that exists but is broken is an error that says where, never a silent fallback to the next source.</summary>
public sealed class BrokenSourceTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")]
    [InlineData("TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SECRET_ID")]
    public void Half_a_key_pair_in_the_environment_is_an_error_naming_the_missing_variable(string set, string missing)
    {
        GoodSdkFile();
        _home.Variables[set] = "half";
        Assert.Contains(missing, Broken().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TENCENTCLOUD_SECRET_ID", " ")]
    [InlineData("TENCENTCLOUD_SECRET_ID", "\"AKID\"")]
    [InlineData("TENCENTCLOUD_SECRET_KEY", "key\r\n")]
    [InlineData("TENCENTCLOUD_TOKEN", "to ken")]
    public void A_variable_with_whitespace_or_quotes_is_an_error_naming_it(string variable, string value)
    {
        GoodSdkFile();
        _home.Variables["TENCENTCLOUD_SECRET_ID"] = "AKID";
        _home.Variables["TENCENTCLOUD_SECRET_KEY"] = "key";
        _home.Variables[variable] = value;
        Assert.Contains(variable, Broken(ErrorId.CredentialInvalid).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("[other]\nsecret_id = a\nsecret_key = b\n", 1)]
    [InlineData("secret_id = a\n", 1)]
    [InlineData("# c\n[default]\nsecret_key = b\n", 2)]
    [InlineData("[default]\r\nsecret_id = a\r\n\r\n[other]\r\nsecret_key = b\r\n", 1)]
    [InlineData("[default]\nsecret_key = b\nsecret_id =\n", 3)]
    [InlineData("[default]\nsecret_id = a\nsecret_key = b\n[other\n", 4)]
    [InlineData("[default]\nsecret_id = a\nsecret_key = b\n[default]\n", 4)]
    [InlineData("[default]\nsecret_id = a\nsecret_key = b\nsecret_key = c\n", 4)]
    [InlineData("[default]\nsecret_id = a\nsecret_key b\n", 3)]
    [InlineData("[default]\n= a\n", 2)]
    public void A_mistake_in_the_SDK_file_is_an_error_with_its_line(string text, int line)
    {
        GoodCliProfile();
        TemporaryHome.Write(_home.SdkFile, text);
        Assert.Contains($"{_home.SdkFile}:{line}:", Broken().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[default]\nsecret_id = 'AKID'\nsecret_key = b\n", "SecretId", 2)]
    [InlineData("[default]\nsecret_id = a\nsecret_key = b # ours\n", "SecretKey", 3)]
    [InlineData("[default]\nsecret_id = a\nsecret_key = b\ntoken = 票\n", "SessionToken", 4)]
    public void An_invalid_value_in_the_SDK_file_is_an_error_with_its_line(string text, string part, int line)
    {
        GoodCliProfile();
        TemporaryHome.Write(_home.SdkFile, text);
        string message = Broken(ErrorId.CredentialInvalid).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains($"{_home.SdkFile}:{line})", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_that_cannot_be_read_is_an_error_naming_it()
    {
        GoodCliProfile();
        // A folder in its place, which not even root can read as a file.
        Directory.CreateDirectory(_home.SdkFile);
        Assert.Contains(_home.SdkFile, Broken().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_SDK_file_that_a_variable_names_is_an_error_naming_both()
    {
        GoodSdkFile();
        string missing = _home.Variables["TENCENTCLOUD_CREDENTIALS_FILE"] = Path.Combine(_home.Folder, "missing");
        string message = Broken().Message;
        Assert.Contains(missing, message, StringComparison.Ordinal);
        Assert.Contains("TENCENTCLOUD_CREDENTIALS_FILE", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("no/file name")]
    public void A_missing_profile_that_a_variable_names_is_an_error_naming_both(string profile)
    {
        GoodCliProfile();
        _home.Variables["TCCLI_PROFILE"] = profile;
        string message = Broken().Message;
        Assert.Contains(profile, message, StringComparison.Ordinal);
        Assert.Contains("TCCLI_PROFILE", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("null", 1)]
    [InlineData("[]", 1)]
    [InlineData("{\n  \"secretId\": \"AKID\",\n  \"secretKey\": true\n}", 3)]
    [InlineData("{\n  \"secretId\": \"AKID\"\n  \"secretKey\": \"k\"\n}", 3)]
    [InlineData("{\n  \"secretId\": \"AKID\",\n  \"expiresAt\": \"soon\"\n}", 3)]
    [InlineData("{\"secretId\": \"AKID\"}", 1)]
    [InlineData("{\"secretKey\": \"k\"}", 1)]
    public void A_mistake_in_a_CLI_profile_is_an_error_with_its_line(string text, int line)
    {
        string path = TemporaryHome.Write(_home.CliFile("default"), text);
        Assert.Contains($"{path}:{line}:", Broken().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_value_in_a_CLI_profile_is_an_error_with_its_line()
    {
        string path = TemporaryHome.Write(_home.CliFile("default"), "{\n  \"secretId\": \"AKID\",\n  \"secretKey\": \"k \"\n}");
        Assert.Contains($"{path}:3)", Broken(ErrorId.CredentialInvalid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_error_quotes_broken_text_which_may_contain_the_key()
    {
        TemporaryHome.Write(_home.CliFile("default"), "{\"token\": nothing, \"secretKey\": \"Gu5t9xGARNpq86cd98joQYCN3EXAMPLE\"}");
        Assert.DoesNotContain("Gu5t9x", Broken().ToString(), StringComparison.Ordinal);
        TemporaryHome.Write(_home.CliFile("default"), "{\"secretId\": \"AKID\", \"secretKey\": \"Gu5t9xGARNpq86cd98joQYCN3EXAMPLE \"}");
        Assert.DoesNotContain("Gu5t9x", Broken(ErrorId.CredentialInvalid).ToString(), StringComparison.Ordinal);
        TemporaryHome.Write(_home.SdkFile, "[default]\nsecret_key Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
        Assert.DoesNotContain("Gu5t9x", Broken().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("environment")]
    [InlineData("SDK file")]
    [InlineData("CLI profile")]
    public void A_SecretId_in_the_place_of_the_SecretKey_is_an_error_that_names_both_places_and_neither_value(string source)
    {
        const string Id = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", Key = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
        string[] places = ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"];
        if (source == "environment")
        {
            (_home.Variables[places[0]], _home.Variables[places[1]]) = (Key, Id);
        }
        else if (source == "SDK file")
        {
            TemporaryHome.Write(_home.SdkFile, $"[default]\nsecret_id = {Key}\nsecret_key = {Id}\n");
            places = [_home.SdkFile + ":2", _home.SdkFile + ":3"];
        }
        else
        {
            string path = TemporaryHome.Write(_home.CliFile("default"), $"{{\n\"secretId\": \"{Key}\",\n\"secretKey\": \"{Id}\"\n}}");
            places = [path + ":2", path + ":3"];
        }

        EssException error = Broken(ErrorId.CredentialInvalid);

        Assert.Contains("swapped", error.Message, StringComparison.Ordinal);
        Assert.All(places, place => Assert.Contains(place, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(Id[4..10], error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key[..6], error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sso", "tccli sso login --profile default")]
    [InlineData("oauth", "tccli auth login --profile default")]
    public void A_CLI_profile_without_a_login_is_an_error_with_the_command_to_log_in(string type, string command)
    {
        TemporaryHome.Write(_home.CliFile("default"), $$"""{"type":"{{type}}","{{type}}":{"authUrl":"https://example.com"} }""");
        Assert.Contains(command, Broken().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CLI_profile_that_assumes_a_role_is_AssumeRoleUnsupported_with_its_line()
    {
        const string Key = "\n  \"secretId\": \"AKID\",\n  \"secretKey\": \"k\",";
        string path = TemporaryHome.Write(_home.CliFile("default"), "{" + Key + "\n  \"role-arn\": \"qcs::cam::uin/1:roleName/r\"\n}");
        string message = Broken(ErrorId.AssumeRoleUnsupported).Message;
        Assert.Contains($"{path}:4 ", message, StringComparison.Ordinal);
        Assert.Contains("qcs::cam::uin/1:roleName/r", message, StringComparison.Ordinal);
        var named = Assert.Throws<EssException>(() => CredentialChain.FindProfile(_home.Environment, "default", default));
        Assert.Equal(ErrorId.AssumeRoleUnsupported, named.ErrorId);
    }

    [Fact]
    public void A_CLI_profile_with_an_empty_role_is_used()
    {
        TemporaryHome.Write(_home.CliFile("default"), """{"secretId":"AKID","secretKey":"k","role-arn":"","role-session-name":"s"}""");
        Assert.Equal("CliProfile default", CredentialChain.Find(_home.Environment, CancellationToken.None).Description);
    }

    /// <summary>Whatever the source of the key, as in tccli; except for a named profile, which tccli uses as it is.</summary>
    [Fact]
    public void A_role_to_assume_in_the_environment_is_an_error_except_with_a_named_profile()
    {
        _home.Variables["TENCENTCLOUD_ROLE_ARN"] = "qcs::cam::uin/1:roleName/r";
        Broken(ErrorId.AssumeRoleUnsupported);
        GoodCliProfile();
        Broken(ErrorId.AssumeRoleUnsupported);
        GoodSdkFile();
        Broken(ErrorId.AssumeRoleUnsupported);
        _home.Variables["TENCENTCLOUD_SECRET_ID"] = "AKID";
        _home.Variables["TENCENTCLOUD_SECRET_KEY"] = "key";
        string message = Broken(ErrorId.AssumeRoleUnsupported).Message;
        Assert.Contains("TENCENTCLOUD_ROLE_ARN", message, StringComparison.Ordinal);
        Assert.Equal("SdkFile [default]", CredentialChain.FindProfile(_home.Environment, "default", CancellationToken.None).Description);
        _home.Variables.Remove("TENCENTCLOUD_ROLE_ARN");
        Assert.Equal("Environment", CredentialChain.Find(_home.Environment, CancellationToken.None).Description);
    }

    [Fact]
    public async Task A_CLI_profile_that_uses_a_missing_instance_role_is_InstanceRoleUnavailable()
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        metadata.Role = null;
        _home.Metadata = metadata.Address;
        TemporaryHome.Write(_home.CliFile("default"), """{"type": "cvm-role"}""");
        Broken(ErrorId.InstanceRoleUnavailable);
    }

    [Theory]
    [InlineData(200, """{"Code":"Fail"}""")]
    [InlineData(200, """{"TmpSecretId":"AKID","Code":"Success"}""")]
    [InlineData(200, "<html>")]
    [InlineData(200, "null")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    public async Task An_instance_role_without_a_key_is_InstanceRoleUnavailable(int status, string answer)
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        metadata.Instead = async http =>
        {
            if (!http.Request.Path.Value!.EndsWith("reminder", StringComparison.Ordinal)) return false;
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(answer);
            return true;
        };
        _home.Metadata = metadata.Address;
        Broken(ErrorId.InstanceRoleUnavailable);
    }

    [Fact]
    public async Task An_error_of_the_metadata_service_is_InstanceRoleUnavailable_with_its_status()
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        metadata.Instead = http =>
        {
            http.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        _home.Metadata = metadata.Address;
        Assert.Contains("503", Broken(ErrorId.InstanceRoleUnavailable).Message, StringComparison.Ordinal);
    }

    private void GoodSdkFile() => TemporaryHome.Write(_home.SdkFile, "[default]\nsecret_id = AKIDgood\nsecret_key = good\n");

    private void GoodCliProfile() => TemporaryHome.Write(_home.CliFile("default"), """{"secretId":"AKIDgood","secretKey":"good"}""");

    private EssException Broken(string errorId = ErrorId.CredentialSourceBroken)
    {
        EssException error = Assert.Throws<EssException>(() => CredentialChain.Find(_home.Environment, CancellationToken.None));
        Assert.Equal(errorId, error.ErrorId);
        return error;
    }
}
