using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Connect-Ess -Verify: each failure is a terminating error with a recommended action, and leaves no connection.</summary>
public class ConnectVerifyTests
{
    [Fact]
    public async Task A_working_connection_is_verified_by_one_call_that_reminds_nobody()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { RecordCalls = true });
        using var shell = Shell.ConnectedTo(emulator, "-Verify");
        Assert.Equal("MissingParameter.FlowId", Assert.Single(emulator.Calls).ErrorCode);
        Assert.Equal(0, emulator.Stats.Reminders);
    }

    [Theory]
    [InlineData("AuthFailure.SignatureFailure", "AuthenticationFailed", ErrorCategory.AuthenticationError)]
    [InlineData("AuthFailure.TokenFailure", "TokenExpired", ErrorCategory.AuthenticationError)]
    [InlineData("UnauthorizedOperation.NoPermissionFeature", "PermissionDenied", ErrorCategory.PermissionDenied)]
    [InlineData("OperationDenied.WhiteListForbid", "PermissionDenied", ErrorCategory.PermissionDenied)]
    [InlineData("OperationDenied.UserNotInOrganization", "PermissionDenied", ErrorCategory.PermissionDenied)]
    [InlineData("IpNotInWhitelist", "AddressDenied", ErrorCategory.SecurityError)]
    [InlineData("InvalidAction", "ServiceMismatch", ErrorCategory.NotImplemented)]
    [InlineData("InvalidParameter", "VerificationFailed", ErrorCategory.ConnectionError)]
    [InlineData("InternalError", "VerificationFailed", ErrorCategory.ConnectionError)]
    [InlineData("SomethingNew", "VerificationFailed", ErrorCategory.ConnectionError)]
    public async Task A_refusal_is_an_error_with_the_services_code_and_request_id(string code, string errorId, ErrorCategory category)
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Script = _ => Faults.Error(code) });
        ErrorRecord error = Refused(emulator.Address, errorId);
        var exception = (EssException)error.Exception;
        Assert.Equal((category, code), (error.CategoryInfo.Category, exception.ServiceCode));
        Assert.False(string.IsNullOrEmpty(exception.RequestId));
        Assert.Contains(exception.RequestId, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("run has ended", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, emulator.Stats.Calls);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("500")]
    [InlineData("redirect")]
    [InlineData("reset-before-reading")]
    [InlineData("hang")]
    public async Task A_failure_between_client_and_service_is_VerificationFailed_after_one_call(string fault)
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Script = _ => Faults.Named(fault) });
        Refused(emulator.Address, "VerificationFailed", fault == "hang" ? "-TimeoutSec 1" : "");
        Assert.Equal((1, 0), (emulator.Stats.Calls, emulator.Stats.RedirectsFollowed));
    }

    [Fact]
    public async Task A_wrong_key_or_an_unknown_id_is_AuthenticationFailed()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        Refused(emulator.Address, "AuthenticationFailed", key: "wrong");
        Refused(emulator.Address, "AuthenticationFailed", id: "AKIDunknown");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_wrong_clock_is_ClockSkewed_although_a_run_would_correct_it(int hours)
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { ClockOffset = TimeSpan.FromHours(hours) });
        ErrorRecord error = Refused(emulator.Address, "ClockSkewed");
        Assert.Contains("clock", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_cannot_be_reached_is_ConnectionFailed_with_its_address()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        string address = "http://" + port.LocalEndpoint;
        port.Stop();
        ErrorRecord error = Refused(new Uri(address), "ConnectionFailed");
        Assert.Contains(address, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_speak_TLS_is_ConnectionFailed()
    {
        await using var emulator = await EmulatorHost.StartAsync();
        Refused(new UriBuilder(emulator.Address) { Scheme = "https" }.Uri, "ConnectionFailed");
        Assert.Equal(0, emulator.Stats.Calls);
    }

    [Fact]
    public async Task A_verification_that_the_quota_refuses_is_retried()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Script = call => call.Number <= 2 ? Faults.Named("rate-limit") : null,
        });
        using var shell = Shell.ConnectedTo(emulator, "-Verify -RequestsPerSecond 1000");
        Assert.Equal(3, emulator.Stats.Calls);
    }

    [Fact]
    public async Task A_verification_that_the_quota_keeps_refusing_fails_after_five_calls()
    {
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Script = _ => Faults.Error("RequestLimitExceeded") });
        Refused(emulator.Address, "VerificationFailed", "-RequestsPerSecond 1000");
        Assert.Equal(5, emulator.Stats.Calls);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_for_a_host_that_hangs()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Script = _ => Faults.Named("hang") });
        await Stops(
            $"Connect-Ess -SecretId a -SecretKey $secret -OperatorUserId me -Endpoint {emulator.Address} -Verify",
            () => emulator.Stats.InFlight > 0);
        for (int i = 0; i < 400 && emulator.Stats.InFlight > 0; i++) await Task.Delay(5); // well below a call's own timeout
        Assert.Equal(0, emulator.Stats.InFlight);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_at_the_rate_gate()
    {
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Script = _ => Faults.Error("RequestLimitExceeded") });
        await Stops(
            $"Connect-Ess -SecretId b -SecretKey $secret -OperatorUserId me -Endpoint {emulator.Address} -RequestsPerSecond 0.01 -Verify",
            () => emulator.Stats.Calls > 0);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_for_a_metadata_service_that_hangs()
    {
        await using var metadata = await MetadataStandIn.StartAsync();
        metadata.Instead = static async http =>
        {
            await Task.Delay(-1, http.RequestAborted);
            return true;
        };
        await Stops(
            $"Connect-Ess -InstanceRole -OperatorUserId me -MetadataEndpoint {metadata.Address}",
            () => metadata.Requests.Count > 0);
    }

    private static async Task Stops(string command, Func<bool> waits)
    {
        using var shell = new Shell();
        shell["secret"] = Shell.Secure("secret");
        using PowerShell pipeline = shell.Prepare(command);
        IAsyncResult running = pipeline.BeginInvoke();
        await Until.Holds(waits);

        var stopping = Stopwatch.StartNew();
        pipeline.Stop();

        // Stopping is immediate; the limit leaves room for a busy machine, yet is shorter than any timeout.
        Assert.InRange(stopping.Elapsed.TotalSeconds, 0, 1.8);
        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
    }

    private static ErrorRecord Refused(
        Uri endpoint, string errorId, string more = "", string id = EmulatorKeys.SecretId, string key = EmulatorKeys.SecretKey)
    {
        using var shell = new Shell();
        shell["key"] = new PSCredential(id, Shell.Secure(key));
        shell["endpoint"] = endpoint;
        Assert.Empty(shell.Run($"Connect-Ess $key -OperatorUserId me -Endpoint $endpoint -Verify -PassThru {more}"));
        Assert.NotNull(shell.Terminating);
        Assert.StartsWith(errorId + ",", shell.Terminating.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(shell.Terminating.ErrorDetails.RecommendedAction));
        return shell.Terminating;
    }
}
