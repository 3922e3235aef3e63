using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Protocol;

public class AnswerReaderTests
{
    private const string Good =
        """{"Response":{"RemindFlowRecords":[{"CanRemind":true,"FlowId":"a","RemindMessage":""}],"RequestId":"r"}}""";

    [Fact]
    public void Records_are_read_with_their_request_id()
    {
        CallResult result = Parse(Good)!;
        Assert.Null(result.Fault);
        Assert.Equal("r", result.RequestId);
        Assert.Equal("a", Assert.Single(((RemindAnswer)result.Body).RemindFlowRecords!)!.FlowId);
    }

    [Fact]
    public void Errors_are_read_with_code_message_and_request_id()
    {
        CallFault fault = Parse("""{"Response":{"Error":{"Code":"ResourceNotFound.Flow","Message":"m"},"RequestId":"r"}}""")!.Fault!;
        Assert.Equal(
            ("ResourceNotFound.Flow", "m", "r", ErrorId.FlowNotFound),
            (fault.ServiceCode, fault.Message, fault.RequestId, fault.ErrorId));
    }

    [Fact]
    public void A_byte_order_mark_before_an_answer_is_skipped() => Assert.Null(Parse("\ufeff" + Good)!.Fault);

    [Fact]
    public void The_error_of_an_old_gateway_is_read_from_its_codeDesc()
    {
        CallFault fault = Parse("""{"code":4000,"message":"m","codeDesc":"RequestLimitExceeded"}""")!.Fault!;
        Assert.Equal(Remedy.SendAgain, fault.Remedy);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("""{"Response":null}""")]
    [InlineData("""{"Response":{}}""")]
    [InlineData("""{"Response":{"RemindFlowRecords":{}}}""")]
    [InlineData("""{"Response":{"RemindFlowRecords":[{"CanRemind":"true","FlowId":"a"}]}}""")]
    [InlineData("""{"Response":{"RemindFlowRecords":[{"FlowId":"a","RemindMessage":"\ud800"}]}}""")]
    [InlineData("""{"Response":{"Error":{"Code":"RequestLimitExceeded"},"RemindFlowRecords":[{"FlowId":"a","CanRemind":true}]}}""")]
    [InlineData("<html><body>Blocked by proxy</body></html>")]
    public void A_body_that_is_not_an_answer_of_the_service_is_unreadable(string body) => Assert.Null(Parse(body));

    [Fact]
    public void A_deeply_nested_body_is_unreadable() => Assert.Null(Parse(new string('[', 1000) + new string(']', 1000)));

    [Theory]
    [InlineData(500, Good)]
    [InlineData(502, "<html>")]
    [InlineData(302, "")]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(418, "a teapot")]
    public async Task Any_other_response_leaves_the_outcome_unknown(int status, string body)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        CallResult result = await AnswerReader.ReadAsync(RemindAction.ServiceOf(Product.Ess), response, CancellationToken.None);
        Assert.Equal((Remedy.Unknown, ErrorId.OutcomeUnknown), (result.Fault!.Remedy, result.Fault.ErrorId));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(411)]
    [InlineData(413)]
    [InlineData(414)]
    [InlineData(421)]
    [InlineData(426)]
    [InlineData(431)]
    public async Task A_call_refused_in_front_of_the_service_was_not_carried_out_and_may_be_sent_again(int status)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("<html>") };
        CallResult result = await AnswerReader.ReadAsync(RemindAction.ServiceOf(Product.Ess), response, CancellationToken.None);
        Assert.Equal((Remedy.SendAgain, ErrorId.RefusedBeforeService), (result.Fault!.Remedy, result.Fault.ErrorId));
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("Wed, 25 Nov 2026 08:00:30 GMT", 30.0)]
    [InlineData("Wed, 25 Nov 2026 07:00:00 GMT", null)]
    [InlineData("soon", null)]
    [InlineData("-1", null)]
    public async Task Retry_After_is_read_as_seconds_or_as_a_date(string retryAfter, double? seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("") };
        response.Headers.Date = new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        CallResult result = await AnswerReader.ReadAsync(RemindAction.ServiceOf(Product.Ess), response, CancellationToken.None);
        Assert.Equal((ErrorId.RateLimited, seconds), (result.Fault!.ErrorId, result.Fault.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task An_answer_of_the_service_is_read_whatever_the_HTTP_status()
    {
        const string error = """{"Response":{"Error":{"Code":"AuthFailure.SecretIdNotFound","Message":"m"},"RequestId":"r"}}""";
        using var response = new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent(error) };
        CallResult result = await AnswerReader.ReadAsync(RemindAction.ServiceOf(Product.Ess), response, CancellationToken.None);
        Assert.Equal("AuthFailure.SecretIdNotFound", result.Fault!.ServiceCode);
    }

    [Theory]
    [InlineData(16 * 1024, true)] // exactly the first buffer
    [InlineData(AnswerReader.MaximumBytes, true)]
    [InlineData(AnswerReader.MaximumBytes + 1, false)]
    public async Task A_body_without_a_Content_Length_is_read_up_to_four_megabytes(int length, bool read)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(Good.PadRight(length)))),
        };
        Assert.Null(response.Content.Headers.ContentLength);
        CallResult result = await AnswerReader.ReadAsync(RemindAction.ServiceOf(Product.Ess), response, CancellationToken.None);
        Assert.Equal(read, result.Fault is null);
    }

    [Theory]
    [InlineData(200, 0, "empty")]
    [InlineData(200, 6, "not one of the service's")]
    [InlineData(204, 6, "204")]
    [InlineData(502, 6, "502")]
    [InlineData(200, AnswerReader.MaximumBytes + 1, "longer than 4 MB")]
    public async Task What_is_wrong_with_an_answer_is_said(int status, int length, string words)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(new string('<', length)) };
        CallResult result = await AnswerReader.ReadAsync(RemindAction.ServiceOf(Product.Ess), response, CancellationToken.None);
        Assert.Contains(words, result.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_body_leaves_the_outcome_unknown()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) };
        CallResult result = await AnswerReader.ReadAsync(RemindAction.ServiceOf(Product.Ess), response, CancellationToken.None);
        Assert.Equal(Remedy.Unknown, result.Fault!.Remedy);
    }

    /// <summary>A stream whose length cannot be read.</summary>
    private sealed class Unseekable(byte[] body) : MemoryStream(body)
    {
        public override bool CanSeek => false;
    }

    private static CallResult? Parse(string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return AnswerReader.Parse(RemindAction.ServiceOf(Product.Ess), bytes, bytes.Length);
    }
}
