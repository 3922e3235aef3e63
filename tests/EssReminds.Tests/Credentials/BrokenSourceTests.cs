using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;
using EssReminds.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EssReminds.Tests.Credentials;

/// <summary>A source that exists but is broken is an error that says where, never a silent step to the next, good one.</summary>
public sealed class BrokenSourceTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")]
    [InlineData("TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SECRET_ID")]
    public void Half_a_pair_in_the_environment(string set, string missing)
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
    public void A_variable_with_blanks_or_quotes_is_named(string variable, string value)
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
    public void A_mistake_in_the_SDK_file_is_found_by_its_line(string text, int line)
    {
        GoodCliProfile();
        TemporaryHome.Write(_home.SdkFile, text);
        Assert.Contains($"{_home.SdkFile}:{line}:", Broken().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[default]\nsecret_id = 'AKID'\nsecret_key = b\n", "SecretId", 2)]
    [InlineData("[default]\nsecret_id = a\nsecret_key = b # ours\n", "SecretKey", 3)]
    [InlineData("[default]\nsecret_id = a\nsecret_key = b\ntoken = 票\n", "SessionToken", 4)]
    public void A_value_that_no_key_has_is_found_by_its_line(string text, string part, int line)
    {
        GoodCliProfile();
        TemporaryHome.Write(_home.SdkFile, text);
        string message = Broken(ErrorId.CredentialInvalid).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains($"{_home.SdkFile}:{line})", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read()
    {
        GoodCliProfile();
        // A folder in its place: not even the administrator can read that as a file.
        Directory.CreateDirectory(_home.SdkFile);
        Assert.Contains(_home.SdkFile, Broken().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_SDK_file_that_is_named_but_missing()
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
    public void A_profile_that_is_named_but_missing(string profile)
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
    public void A_mistake_in_a_profile_of_the_command_line_tool_is_found_by_its_line(string text, int line)
    {
        string path = TemporaryHome.Write(_home.CliFile("default"), text);
        Assert.Contains($"{path}:{line}:", Broken().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_no_key_has_is_found_by_its_line_in_a_profile_too()
    {
        string path = TemporaryHome.Write(_home.CliFile("default"), "{\n  \"secretId\": \"AKID\",\n  \"secretKey\": \"k \"\n}");
        Assert.Contains($"{path}:3 ", Broken(ErrorId.CredentialInvalid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_broken_is_not_quoted_for_the_key_may_be_in_it()
    {
        TemporaryHome.Write(_home.CliFile("default"), "{\"token\": nothing, \"secretKey\": \"Gu5t9xGARNpq86cd98joQYCN3EXAMPLE\"}");
        Assert.DoesNotContain("Gu5t9x", Broken().ToString(), StringComparison.Ordinal);
        TemporaryHome.Write(_home.CliFile("default"), "{\"secretId\": \"AKID\", \"secretKey\": \"Gu5t9xGARNpq86cd98joQYCN3EXAMPLE \"}");
        Assert.DoesNotContain("Gu5t9x", Broken(ErrorId.CredentialInvalid).ToString(), StringComparison.Ordinal);
        TemporaryHome.Write(_home.SdkFile, "[default]\nsecret_key Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
        Assert.DoesNotContain("Gu5t9x", Broken().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sso", "tccli sso login --profile default")]
    [InlineData("oauth", "tccli auth login --profile default")]
    public void A_profile_in_which_nobody_has_logged_in_yet(string type, string command)
    {
        TemporaryHome.Write(_home.CliFile("default"), $$"""{"type":"{{type}}","{{type}}":{"authUrl":"https://example.com"} }""");
        Assert.Contains(command, Broken().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_assumes_a_role()
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
    public void A_profile_that_names_no_role_in_its_place()
    {
        TemporaryHome.Write(_home.CliFile("default"), """{"secretId":"AKID","secretKey":"k","role-arn":"","role-session-name":"s"}""");
        Assert.Equal("CliProfile default", CredentialChain.Find(_home.Environment, CancellationToken.None).Description);
    }

    /// <summary>Wherever the key comes from, as tccli has it; but not for a profile that is named, which tccli takes as it is.</summary>
    [Fact]
    public void A_role_to_assume_in_the_environment()
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
    public async Task A_profile_that_wants_a_role_where_there_is_none()
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
    public async Task A_role_without_a_key(int status, string answer)
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
    public async Task A_metadata_service_with_an_error()
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
