using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Credentials;

/// <summary>Each source of a key, in the format of the tools that write it.</summary>
public sealed class KeySourceTests : IDisposable
{
    private const string Ini =
        "[default]\nsecret_id = AKIDdefault\nsecret_key = keydefault\n\n"
        + "[ess test]\nsecret_id = AKIDtest\nsecret_key = keytest\ntoken = to/k+en==\n";

    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("TENCENTCLOUD_TOKEN")]
    [InlineData("TENCENTCLOUD_SESSION_TOKEN")]
    [InlineData("TENCENTCLOUD_SECURITY_TOKEN")]
    public async Task The_environment_gives_a_key_and_a_token_under_any_of_its_three_names(string tokenName)
    {
        _home.Variables["TENCENTCLOUD_SECRET_ID"] = "AKIDenvironment";
        _home.Variables["TENCENTCLOUD_SECRET_KEY"] = "keyenvironment";
        _home.Variables[tokenName] = "token";
        await Expect(Find(), "Environment", "AKIDenvironment", "keyenvironment", "token");
    }

    [Theory]
    [InlineData(Ini)]
    [InlineData("\ufeff" + Ini)]
    [InlineData(
        "# ours\r\n\r\n  [default]  \r\n; the key\r\nSecret_Id=AKIDdefault\r\n\tsecret_key   =   keydefault\r\nregion = ap-guangzhou\r\n")]
    [InlineData("[other]\n[default]\nsecret_id: AKIDdefault\nsecret_key: keydefault\ntoken =\n")]
    public async Task The_SDK_file_is_read_with_any_common_spacing_comments_and_case(string text)
    {
        TemporaryHome.Write(_home.SdkFile, text);
        await Expect(Find(), "SdkFile [default]", "AKIDdefault", "keydefault", null);
    }

    [Fact]
    public async Task The_SDK_file_may_be_UTF_16_as_Windows_PowerShell_writes_it()
    {
        TemporaryHome.Write(_home.SdkFile, "");
        File.WriteAllText(_home.SdkFile, Ini, Encoding.Unicode);
        await Expect(Find(), "SdkFile [default]", "AKIDdefault", "keydefault", null);
    }

    [Fact]
    public async Task A_variable_can_name_another_SDK_file()
    {
        TemporaryHome.Write(_home.SdkFile, "broken");
        _home.Variables["TENCENTCLOUD_CREDENTIALS_FILE"] = TemporaryHome.Write(Path.Combine(_home.Folder, "elsewhere"), Ini);
        await Expect(Find(), "SdkFile [default]", "AKIDdefault", "keydefault", null);
    }

    [Fact]
    public async Task A_section_of_the_SDK_file_is_found_as_a_profile()
    {
        TemporaryHome.Write(_home.SdkFile, Ini);
        await Expect(Find("ess test"), "SdkFile [ess test]", "AKIDtest", "keytest", "to/k+en==");
    }

    [Theory]
    [InlineData(null, "default")]
    [InlineData("prod", "prod")]
    public async Task The_CLI_profile_is_default_or_the_one_that_a_variable_names(string? variable, string profile)
    {
        if (variable is not null) _home.Variables["TCCLI_PROFILE"] = variable;
        TemporaryHome.Write(_home.CliFile(profile), """{"secretId": "AKIDcli", "secretKey": "keycli"}""");
        await Expect(Find(), "CliProfile " + profile, "AKIDcli", "keycli", null);
    }

    [Theory]
    [InlineData("oauth")]
    [InlineData("sso")]
    public async Task A_login_of_the_CLI_is_used_until_it_expires(string type)
    {
        long expires = _home.Clock.UtcNow.ToUnixTimeSeconds() + 60;
        string text = $$"""{"type":"{{type}}","secretId":"AKIDlogin","secretKey":"keylogin","token":"token","expiresAt":"""
            + $$"""{{expires}},"{{type}}":{"site":"cn","expiresAt":1} }""";
        TemporaryHome.Write(_home.CliFile("my login"), text);
        await Expect(Find("my login"), "CliProfile my login", "AKIDlogin", "keylogin", "token");

        _home.Clock.Advance(TimeSpan.FromSeconds(60));
        EssException error = Assert.Throws<EssException>(() => Find("my login"));
        Assert.Equal(ErrorId.ProfileExpired, error.ErrorId);
        string command = type == "sso" ? "tccli sso login" : "tccli auth login";
        Assert.Contains(command + " --profile \"my login\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expiry_time_in_milliseconds_does_not_expire_the_key_locally()
    {
        TemporaryHome.Write(_home.CliFile("default"), """{"secretId":"AKIDcli","secretKey":"keycli","expiresAt":1790000000000}""");
        await Expect(Find(), "CliProfile default", "AKIDcli", "keycli", null);
    }

    [Fact]
    public async Task A_CLI_profile_of_type_cvm_role_uses_the_instance_role()
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        _home.Metadata = metadata.Address;
        TemporaryHome.Write(_home.CliFile("default"), """{"type": "cvm-role"}""");
        await Expect(Find(), "InstanceRole reminder", "AKIDRoleRoleRoleRole1", MetadataStandIn.SecretKey(1), MetadataStandIn.Token(1));
    }

    [TheoryOnUnix, UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    public void A_key_file_that_others_can_read_is_a_warning_with_the_chmod_command(UnixFileMode more)
    {
        TemporaryHome.Write(_home.SdkFile, Ini);
        TemporaryHome.Write(_home.CliFile("cli"), """{"secretId": "AKIDcli", "secretKey": "keycli"}""");
        Find();
        Find("cli");
        Assert.Empty(_home.Warnings);

        File.SetUnixFileMode(_home.SdkFile, UnixFileMode.UserRead | more);
        File.SetUnixFileMode(_home.CliFile("cli"), UnixFileMode.UserRead | more);
        Find();
        Find("cli");
        Assert.Equal(2, _home.Warnings.Count);
        Assert.Contains($"chmod 600 '{_home.SdkFile}'", _home.Warnings[0], StringComparison.Ordinal);
        Assert.Contains($"chmod 600 '{_home.CliFile("cli")}'", _home.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_all_profiles_are_listed_for_completion()
    {
        TemporaryHome.Write(_home.SdkFile, Ini);
        TemporaryHome.Write(_home.CliFile("default"), "not even JSON");
        TemporaryHome.Write(_home.CliFile("my login"), "{}");
        TemporaryHome.Write(Path.Combine(_home.Folder, ".tccli", "default.configure"), "{}");
        Assert.Equal(["default", "ess test", "my login"], CredentialChain.ProfileNames(_home.Environment).Order());
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("[default\n")]
    public void A_broken_file_lists_no_profiles_and_throws_nothing(string text)
    {
        TemporaryHome.Write(_home.SdkFile, text);
        Assert.Empty(CredentialChain.ProfileNames(_home.Environment));
    }

    private CredentialSource Find(string? profile = null) => profile is null
        ? CredentialChain.Find(_home.Environment, CancellationToken.None)
        : CredentialChain.FindProfile(_home.Environment, profile, CancellationToken.None);

    private static async Task Expect(CredentialSource source, string description, string id, string key, string? token)
    {
        EssCredential found = await source.GetAsync(CancellationToken.None);
        string? foundToken = null;
        found.WriteToken(text => foundToken = text);
        Assert.Equal((description, id, token), (source.Description, found.SecretId, foundToken));
        // The key itself cannot be read, so compare its signatures.
        Assert.Equal(Vectors.Key(id, key, token).Sign("text", "2026-08-01", "ess"), found.Sign("text", "2026-08-01", "ess"));
    }
}
