using System;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Emulator;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;
using Product = EssReminds.Protocol.Product;

namespace EssReminds.Tests.Commands;

public class SendTests
{
    private static EmulatorOptions Quick => new() { Quota = 0, RecordCalls = true };

    [Fact]
    public async Task A_hundred_and_fifty_ids_are_two_calls_of_100_and_50_in_input_order()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        string[] ids = Ids.Take(150);

        var records = shell.Send(ids);

        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.All(records, r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal([100, 50], emulator.Calls.Select(c => c.FlowIds.Count).OrderDescending());
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public async Task WhatIf_sends_nothing()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Empty(shell.Send(Ids.Take(150), "-WhatIf"));
        Assert.Empty(emulator.Calls);
    }

    [Fact]
    public async Task The_request_is_the_documentations_example()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);

        shell.Send(Vectors.FlowIds);

        RecordedCall call = Assert.Single(emulator.Calls);
        Assert.Equal(("POST", "/"), (call.Method, call.Path));
        Assert.Equal(Vectors.E1Body, Encoding.UTF8.GetString(call.Body.Span));
        Assert.Equal(emulator.Address.Authority, call.Headers["Host"]);
        Assert.Equal("application/json", call.Headers["Content-Type"]);
        Assert.Equal("CreateFlowReminds", call.Headers["X-TC-Action"]);
        Assert.Equal("2020-11-11", call.Headers["X-TC-Version"]);
        Assert.Matches("^[0-9]{10}$", call.Headers["X-TC-Timestamp"]);
        Assert.Matches("^[0-9a-zA-Z_,;.-]{1,128}$", call.Headers["X-TC-RequestClient"]);
        Assert.False(call.Headers.ContainsKey("X-TC-Token"));
        Assert.False(call.Headers.ContainsKey("Expect"));
    }

    [Fact]
    public async Task The_golden_request_has_the_golden_signature()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var http = ToEmulator.Client(emulator.Address);
        var client = new EssClient(http, new Uri("http://ess.tencentcloudapi.com"), TimeSpan.FromSeconds(10));

        await client.SendAsync(
            RemindAction.ServiceOf(Product.Ess), Vectors.Credential, Vectors.Time, Vectors.Utf8(Vectors.E1Body), null,
            CancellationToken.None);

        RecordedCall call = Assert.Single(emulator.Calls);
        Assert.Equal("ess.tencentcloudapi.com", call.Headers["Host"]);
        Assert.EndsWith("Signature=" + Vectors.E1Signature, call.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://[::1]:8080", "[::1]:8080")]
    [InlineData("http://ESS.example", "ess.example")]
    [InlineData("http://ESS.example:80", "ess.example")]
    [InlineData("http://ESS.example:81", "ess.example:81")]
    [InlineData("http://签.example:81", "xn--vyz.example:81")]
    public async Task The_host_is_signed_as_it_is_sent(string endpoint, string host)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var http = ToEmulator.Client(emulator.Address);
        var client = new EssClient(http, new Uri(endpoint), TimeSpan.FromSeconds(10));

        CallResult result = await client.SendAsync(
            RemindAction.ServiceOf(Product.Ess), Vectors.Key(EmulatorKeys.SecretId, EmulatorKeys.SecretKey), DateTimeOffset.UtcNow,
            Vectors.Utf8(Vectors.E1Body), null, CancellationToken.None);

        Assert.Null(result.Fault);
        Assert.Equal(host, Assert.Single(emulator.Calls).Headers["Host"]);
    }

    [Theory]
    [InlineData("https://ESS.example", "ess.example")]
    [InlineData("https://ESS.example:443", "ess.example")]
    [InlineData("https://ESS.example:8443", "ess.example:8443")]
    public async Task The_host_of_a_call_over_TLS_is_signed_as_it_is_sent(string endpoint, string host)
    {
        using var wire = new Signatures();
        using var http = new HttpClient(wire);
        byte[] body = Vectors.Utf8(Vectors.E1Body);

        await new EssClient(http, new Uri(endpoint), TimeSpan.FromSeconds(10)).SendAsync(
            RemindAction.ServiceOf(Product.Ess), Vectors.Credential, Vectors.Time, body, null, CancellationToken.None);

        Assert.Equal(
            Tc3Signature.Authorization(Vectors.Credential, "ess", Vectors.Time.ToUnixTimeSeconds(), host, "application/json", body),
            wire.Last);
    }

    [Fact]
    public async Task A_request_with_every_field_is_the_golden_one_byte_for_byte()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator, "-ProxyOrganizationId yDtwEUUckp7f87yrUygaLZxYk2SEodS7");

        shell.Send(Vectors.FlowIds, "-RemindType SMS, EMAIL -RemindEmail @{ yD3XxUUckpmidr7mUuLaEdREdOckzp2M = '张三@example.com' }");

        Assert.Equal(Vectors.E4Body, Encoding.UTF8.GetString(Assert.Single(emulator.Calls).Body.Span));
    }

    [Fact]
    public async Task Ids_are_trimmed_and_sent_once_and_the_invalid_ones_are_one_error()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        string[] good = Ids.Take(3);

        var records = shell.Send(
            ["\ufeff" + good[0], "", null, "  ", "\u200b" + good[1] + "\r", "two words", good[0] + " ", new string('x', 65), good[2]],
            "-Verbose");

        Assert.Equal([good[0], good[1], "two words", new string('x', 65), good[2]], records.Select(r => r.FlowId));
        Assert.Equal(good, Assert.Single(emulator.Calls).FlowIds);
        Assert.All(records.Where(r => r.Outcome == RemindOutcome.Failed), r => Assert.Equal("InvalidFlowId", r.ErrorCode));
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.StartsWith("InvalidFlowId,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["two words", new string('x', 65)], (string[])error.TargetObject);
        Assert.Contains(
            shell.Verbose,
            line => line.Contains(good[0], StringComparison.Ordinal) && line.Contains("is skipped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ids_bind_by_position_by_name_by_alias_and_from_the_records_of_an_earlier_run()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, RemindersPerSigner = 9 });
        using var shell = Shell.ConnectedTo(emulator);

        Assert.Equal(2, shell.Run("Send-EssFlowReminder a, b -Connection $ess").Count);
        Assert.Single(shell.Run("Send-EssFlowReminder -FlowIds c -Connection $ess"));
        Assert.Equal(["d", "e"], Shell.Records(shell.Run(
            "[pscustomobject]@{FlowId='d'}, [pscustomobject]@{FlowIds='e'} | Send-EssFlowReminder -Connection $ess"))
            .Select(r => r.FlowId));
        Assert.Equal(["a"], Shell.Records(shell.Run(
            "'a' | Send-EssFlowReminder -Connection $ess | Send-EssFlowReminder -Connection $ess")).Select(r => r.FlowId));
        Assert.Equal(2, emulator.Book.Signers("d")[0].Count + emulator.Book.Signers("e")[0].Count);
    }

    [Fact]
    public async Task Records_are_written_while_later_ids_are_still_being_read()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell["ids"] = Ids.Take(1000);
        // With one call in flight, the third batch cannot start before the first one's records are written.
        var output = shell.Run(
            "$in = 0; $ids | ForEach-Object { $in++; $_ } | "
            + "Send-EssFlowReminder -Connection $ess -ThrottleLimit 1 | ForEach-Object { $in }");
        Assert.InRange((int)output[0].BaseObject, 100, 300);
        Assert.Equal(1, emulator.Stats.MostInFlight);
    }

    [Fact]
    public async Task A_call_that_the_quota_refuses_is_retried_and_no_flow_is_lost()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 40 });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        string[] ids = Ids.Take(6000);

        var records = shell.Send(ids, "-Verbose");

        Assert.Equal(ids, records.Select(r => r.FlowId));
        Assert.All(records, r => Assert.Equal(RemindOutcome.Reminded, r.Outcome));
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Assert.True(emulator.Stats.Refusals > 0);
        Assert.Single(shell.Warnings);
        Assert.Contains(shell.Verbose, line => line.Contains("quota of 40", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Confirm_asks_before_anything_is_sent()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        // A session without a user interface refuses to ask, which shows that it was about to.
        shell.Send(Ids.Take(250), "-Confirm");
        Assert.Empty(emulator.Calls);
        Assert.NotNull(shell.Terminating);
    }

    [Fact]
    public async Task The_summary_of_a_run_goes_to_the_information_stream_and_not_to_the_output()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        emulator.Book.AddUnknown("unknown");
        using var shell = Shell.ConnectedTo(emulator);

        var records = shell.Send(["a", "unknown", "b"]);

        var summary = Assert.IsType<RemindSummary>(Assert.Single(shell.Information).MessageData);
        Assert.Equal(3, records.Count);
        Assert.Equal((3, 2, 1), (summary.Flows, summary.Reminded, summary.Failed));
        Assert.Equal(emulator.Stats.Calls, summary.Calls);
    }

    [Fact]
    public async Task Sending_on_a_closed_connection_is_an_error_that_recommends_Connect_Ess()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell.Run("Disconnect-Ess -Connection $ess");
        shell.Send(["a"]);
        Assert.StartsWith("Disconnected,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Connect-Ess", shell.Terminating.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(emulator.Calls);
    }

    [Theory]
    [InlineData("@{ signer = 'no address' }", "no address")]
    [InlineData("@{ signer = '' }", "no signer or no address")]
    [InlineData("@{ 'two words' = 'a@example.com' }", "two words")]
    [InlineData("@{ s = 'a@example.com' }, [pscustomobject]@{ SignId = 's'; ApproverEmail = 'b@example.com' }", "named twice")]
    public async Task Invalid_or_repeated_addresses_are_refused_before_any_call(string emails, string why)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell.Send(["a"], $"-RemindEmail ({emails})");
        Assert.StartsWith("RemindEmailInvalid,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(why, shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.Empty(emulator.Calls);
    }

    [Fact]
    public async Task A_field_that_an_older_service_does_not_know_is_an_error_naming_the_parameter()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0, Api = ServiceApi.Classic });
        using var shell = Shell.ConnectedTo(emulator);
        var records = shell.Send(["a"], "-RemindType SMS");
        Assert.Equal(RemindOutcome.Failed, Assert.Single(records).Outcome);
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.StartsWith("UnknownParameter,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("RemindTypes", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-RemindType", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private sealed class Signatures : HttpMessageHandler
    {
        public string? Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Last = request.Headers.GetValues("Authorization").Single();
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
