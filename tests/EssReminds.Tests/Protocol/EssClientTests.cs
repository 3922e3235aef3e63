using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Protocol;

/// <summary>One call: what it bears, and what is said of it if no answer comes.</summary>
public class EssClientTests
{
    private static readonly ServiceAction Action = RemindAction.ServiceOf(Product.Ess);
    private static readonly byte[] Body = Vectors.Utf8(Vectors.E1Body);

    [Theory]
    [InlineData("https://ess.tencentcloudapi.com", "ess.tencentcloudapi.com")]
    [InlineData("https://ess.tencentcloudapi.com:8443", "ess.tencentcloudapi.com:8443")]
    [InlineData("https://签署.example", "xn--vyzy4f.example")]
    [InlineData("http://[::1]:8080", "[::1]:8080")]
    public async Task The_host_is_signed_as_it_stands_in_the_Host_header(string endpoint, string host)
    {
        HttpRequestMessage? sent = null;
        await SendAsync(endpoint, (request, _) =>
        {
            sent = request;
            return Task.FromResult(new HttpResponseMessage());
        });
        Assert.Equal(
            Tc3Signature.Authorization(Vectors.Credential, "ess", Vectors.Timestamp, host, EssClient.ContentType, Body),
            sent!.Headers.GetValues("Authorization").Single());
        Assert.StartsWith("EssReminds-1.", sent.Headers.GetValues("X-TC-RequestClient").Single(), StringComparison.Ordinal);
        Assert.False(sent.Headers.Contains("X-TC-Token"));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(502, true)]
    public async Task The_servers_time_is_handed_on_with_failures_alone(int status, bool isFailure)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent("""{"Response":{"RemindFlowRecords":[],"RequestId":"r"}}"""),
        };
        response.Headers.Date = Vectors.Time;
        CallResult result = await SendAsync("https://localhost", (_, _) => Task.FromResult(response));
        Assert.Equal((isFailure, isFailure ? Vectors.Time : null), (result.Fault is not null, result.ServerTime));
    }

    [Theory]
    [InlineData(false, ErrorId.ConnectionFailed)]
    [InlineData(true, ErrorId.OutcomeUnknown)]
    public async Task A_call_over_its_time_limit_is_in_doubt_if_its_body_was_being_sent(bool hasStarted, string errorId)
    {
        // Long enough for a busy machine to begin with the body; where none is sent there is nothing to wait for.
        TimeSpan limit = hasStarted ? TimeSpan.FromSeconds(3) : TimeSpan.FromMilliseconds(50);
        CallResult result = await SendAsync("https://localhost", (request, stop) => HangAsync(request, hasStarted, stop), limit);
        Assert.Equal((errorId, hasStarted ? Remedy.Unknown : Remedy.SendAgain), (result.Fault!.ErrorId, result.Fault.Remedy));
        Assert.Contains("no complete answer within", result.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_stopped_before_its_body_was_sent_was_not_made() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StopAsync(hasStarted: false));

    [Fact]
    public async Task A_call_stopped_after_its_body_was_sent_is_in_doubt()
    {
        CallFault fault = (await StopAsync(hasStarted: true)).Fault!;
        Assert.Equal(Remedy.Unknown, fault.Remedy);
        Assert.Contains("was stopped", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_ends_while_the_body_is_sent_leaves_the_outcome_unknown()
    {
        CallResult result = await SendAsync("https://localhost", async (request, stop) =>
        {
            await request.Content!.LoadIntoBufferAsync(stop);
            throw new HttpRequestException("sent", new IOException("reset"));
        });
        Assert.Equal(Remedy.Unknown, result.Fault!.Remedy);
        Assert.Contains("the connection ended", result.Fault.Message, StringComparison.Ordinal);
    }

    private static async Task<CallResult> StopAsync(bool hasStarted)
    {
        using var stop = new CancellationTokenSource();
        return await SendAsync("https://localhost", async (request, cancellation) =>
        {
            Task<HttpResponseMessage> hanging = HangAsync(request, hasStarted, cancellation);
            await stop.CancelAsync();
            return await hanging;
        }, stop: stop.Token);
    }

    private static async Task<HttpResponseMessage> HangAsync(HttpRequestMessage request, bool hasStarted, CancellationToken stop)
    {
        if (hasStarted) await request.Content!.LoadIntoBufferAsync(CancellationToken.None);
        await Task.Delay(Timeout.Infinite, stop);
        throw new InvalidOperationException("It never ends.");
    }

    private static async Task<CallResult> SendAsync(
        string endpoint, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, TimeSpan? timeout = null,
        CancellationToken stop = default)
    {
        using var http = new HttpClient(new Handler(answer)) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new EssClient(http, new Uri(endpoint), timeout ?? TimeSpan.FromMinutes(1));
        return await client.SendAsync(Action, Vectors.Credential, Vectors.Time, Body, null, stop);
    }

    private sealed class Handler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request, cancellationToken);
    }
}
