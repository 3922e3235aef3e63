using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Credentials;

/// <summary>A role's temporary key is renewed in time and once, and no caller waits for it needlessly.</summary>
public sealed class InstanceRoleTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private MetadataStandIn _metadata = null!;

    public async Task InitializeAsync()
    {
        _metadata = await MetadataStandIn.StartAsync();
        _metadata.Expires = _ => _clock.UtcNow + TimeSpan.FromHours(1);
    }

    public async Task DisposeAsync() => await _metadata.DisposeAsync();

    [Fact]
    public void The_metadata_service_is_asked_for_the_role_unless_one_is_named()
    {
        Assert.Equal("InstanceRole reminder", Connect().Description);
        Assert.Equal("InstanceRole reminder", Connect("reminder").Description);
        Assert.Equal(["", "reminder", "reminder"], _metadata.Requests);
        Assert.Equal(ErrorId.InstanceRoleUnavailable, Assert.Throws<EssException>(() => Connect("another")).ErrorId);
    }

    [Fact]
    public async Task A_key_is_used_until_five_minutes_before_it_expires_and_then_fetched_once_for_all_callers()
    {
        CredentialSource role = Connect();
        _clock.Advance(TimeSpan.FromSeconds(3299));
        Assert.Equal("AKIDRoleRoleRoleRole1", (await Get(role)).SecretId);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Get(role))));
        Assert.Equal("AKIDRoleRoleRoleRole2", (await Get(role)).SecretId);
        Assert.Equal(2, _metadata.Keys);
    }

    [Fact]
    public async Task While_the_old_key_is_valid_only_the_caller_that_renews_it_waits()
    {
        CredentialSource role = Connect();
        TaskCompletionSource<bool> answer = HoldAnswer();
        _clock.Advance(TimeSpan.FromSeconds(3400));

        Task<EssCredential> renewing = Get(role);
        Assert.Equal("AKIDRoleRoleRoleRole1", (await Get(role)).SecretId);
        Assert.False(renewing.IsCompleted);
        answer.SetResult(false);
        Assert.Equal("AKIDRoleRoleRoleRole2", (await renewing).SecretId);
    }

    [Fact]
    public async Task Once_the_old_key_has_expired_all_callers_wait_for_the_new_one()
    {
        CredentialSource role = Connect();
        TaskCompletionSource<bool> answer = HoldAnswer();
        _clock.Advance(TimeSpan.FromHours(1));

        Task<EssCredential> renewing = Get(role), waiting = Get(role);
        Assert.False(waiting.IsCompleted);
        answer.SetResult(false);
        Assert.Equal("AKIDRoleRoleRoleRole2", (await renewing).SecretId);
        Assert.Equal("AKIDRoleRoleRoleRole2", (await waiting).SecretId);
        Assert.Equal(2, _metadata.Keys);
    }

    [Fact]
    public async Task A_failing_metadata_service_is_retried_after_a_pause_while_the_key_is_valid()
    {
        CredentialSource role = Connect();
        Fail();
        _clock.Advance(TimeSpan.FromSeconds(3400));
        for (int i = 0; i < 20; i++) Assert.Equal("AKIDRoleRoleRoleRole1", (await Get(role)).SecretId);
        Assert.Equal(3, _metadata.Requests.Count);

        _metadata.Instead = static _ => Task.FromResult(false);
        _clock.Advance(InstanceRole.RenewalInterval);
        Assert.Equal("AKIDRoleRoleRoleRole2", (await Get(role)).SecretId);
    }

    [Fact]
    public async Task A_failing_metadata_service_is_an_error_once_the_key_has_expired()
    {
        CredentialSource role = Connect();
        Fail();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ErrorId.InstanceRoleUnavailable, (await Assert.ThrowsAsync<EssException>(() => Get(role))).ErrorId);
    }

    [Fact]
    public async Task A_key_that_has_already_expired_when_fetched_is_fetched_again_only_after_a_pause()
    {
        _metadata.Expires = _ => _clock.UtcNow - TimeSpan.FromHours(1);
        CredentialSource role = Connect();
        for (int i = 0; i < 20; i++) await Get(role);
        Assert.Equal(1, _metadata.Keys);
        _clock.Advance(InstanceRole.RenewalInterval);
        await Get(role);
        Assert.Equal(2, _metadata.Keys);
    }

    [Fact]
    public async Task A_key_without_an_expiry_time_is_renewed_only_after_the_service_refuses_it()
    {
        _metadata.Expires = _ => DateTimeOffset.UnixEpoch;
        CredentialSource role = Connect();
        _clock.Advance(TimeSpan.FromDays(2));
        EssCredential first = await Get(role);
        Assert.Null(first.Expires);
        Assert.Equal(1, _metadata.Keys);
        Assert.Equal("AKIDRoleRoleRoleRole2", (await role.RenewAsync(first, CancellationToken.None))!.SecretId);
    }

    [Fact]
    public async Task A_refused_key_is_replaced_once_however_many_calls_were_refused()
    {
        CredentialSource role = Connect();
        EssCredential refused = await Get(role);
        EssCredential?[] fresh = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => role.RenewAsync(refused, CancellationToken.None))));
        Assert.All(fresh, key => Assert.Equal("AKIDRoleRoleRoleRole2", key!.SecretId));
        Assert.Equal(2, _metadata.Keys);
    }

    [Fact]
    public void A_metadata_service_that_hangs_is_an_error_after_two_seconds()
    {
        _metadata.Instead = static async http =>
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
            return true;
        };
        var waiting = Stopwatch.StartNew();
        Assert.Equal(ErrorId.InstanceRoleUnavailable, Assert.Throws<EssException>(() => Connect()).ErrorId);
        Assert.InRange(waiting.Elapsed.TotalSeconds, 1.9, 20);
    }

    [Fact]
    public void Waiting_for_the_metadata_service_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        _metadata.Instead = async http =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
            return true;
        };
        Assert.ThrowsAny<OperationCanceledException>(() => InstanceRole.Connect(_metadata.Environment(_clock), null, stop.Token));
    }

    [Fact]
    public void A_redirect_of_the_metadata_service_is_not_followed()
    {
        _metadata.Instead = http =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.FromResult(true);
        };
        Assert.Equal(ErrorId.InstanceRoleUnavailable, Assert.Throws<EssException>(() => Connect()).ErrorId);
        Assert.DoesNotContain("/elsewhere", _metadata.Requests);
    }

    [Theory]
    [InlineData("http://169.254.0.23")]
    [InlineData("http://metadata.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("metadata")]
    public void A_substitute_metadata_address_must_be_on_this_machine(string address)
    {
        var environment = new CredentialEnvironment { MetadataEndpoint = new Uri(address, UriKind.RelativeOrAbsolute) };
        Assert.Equal(
            ErrorId.EndpointInvalid,
            Assert.Throws<EssException>(() => InstanceRole.Connect(environment, null, CancellationToken.None)).ErrorId);
        environment = new CredentialEnvironment { Variable = name => name == "ESS_METADATA_ENDPOINT" ? address : null };
        Assert.Equal(
            ErrorId.EndpointInvalid,
            Assert.Throws<EssException>(() => InstanceRole.Connect(environment, null, CancellationToken.None)).ErrorId);
    }

    [Fact]
    public void A_variable_can_name_a_substitute_metadata_address()
    {
        var environment = new CredentialEnvironment
        {
            Variable = name => name == "ESS_METADATA_ENDPOINT" ? _metadata.Address.ToString() : null,
        };
        Assert.Equal("InstanceRole reminder", InstanceRole.Connect(environment, null, CancellationToken.None).Description);
        Assert.Equal(
            "http://metadata.tencentyun.com/", new CredentialEnvironment { Variable = static _ => null }.MetadataAddress().ToString());
    }

    [Fact]
    public async Task After_clearing_no_key_signs_not_even_one_that_was_being_fetched()
    {
        CredentialSource role = Connect();
        EssCredential key = await Get(role);
        TaskCompletionSource<bool> answer = HoldAnswer();
        Task<EssCredential?> renewing = role.RenewAsync(key, CancellationToken.None);

        role.Clear();
        answer.SetResult(false);

        Disconnected(() => key.Sign("text", "2026-08-01", "ess"));
        await Assert.ThrowsAsync<EssException>(async () => (await renewing)!.Sign("text", "2026-08-01", "ess"));
        Assert.Equal(
            ErrorId.Disconnected,
            (await Assert.ThrowsAsync<EssException>(() => role.RenewAsync(key, CancellationToken.None))).ErrorId);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ErrorId.Disconnected, (await Assert.ThrowsAsync<EssException>(() => Get(role))).ErrorId);
    }

    private static void Disconnected(Action act) => Assert.Equal(ErrorId.Disconnected, Assert.Throws<EssException>(act).ErrorId);

    private static Task<EssCredential> Get(CredentialSource source) => source.GetAsync(CancellationToken.None);

    private CredentialSource Connect(string? role = null) =>
        InstanceRole.Connect(_metadata.Environment(_clock), role, CancellationToken.None);

    private TaskCompletionSource<bool> HoldAnswer()
    {
        var answer = new TaskCompletionSource<bool>();
        _metadata.Instead = _ => answer.Task;
        return answer;
    }

    private void Fail() => _metadata.Instead = static http =>
    {
        http.Response.StatusCode = 500;
        return Task.FromResult(true);
    };
}
