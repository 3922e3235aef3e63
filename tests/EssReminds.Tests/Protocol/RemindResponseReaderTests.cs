using System;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using EssReminds.Protocol;
using Xunit;

namespace EssReminds.Tests.Protocol;

public class RemindResponseReaderTests
{
    private static readonly string[] Answers =
    [
        """{"Response":{"RemindFlowRecords":[{"CanRemind":true,"FlowId":"a","RemindMessage":""},null,{"FlowId":"b","CanRemind":null,"More":[{"FlowId":1}]}],"RequestId":"r"}}""",
        """{"Response":{"Error":{"Code":"ResourceNotFound.Flow","Message":"\u5408\n\ud83d\ude00","Detail":{"Code":[1]}},"RequestId":null,"Next":-0.5e3}}""",
        """{"code":4000,"codeDesc":"RequestLimitExceeded","message":"m","Response":null}""",
    ];

    private static readonly string[] Scraps =
        ["", " ", "null", "[]", "{}", "1", "-1.5", "1e999", "\"\"", "\"x\"", "\"\\ud800\"", "true", ",", ":", "}", "]", "{", "\"code\":null,", "\"RequestId\":\"s\",", "/**/"];

    /// <summary>Good answers, with a stretch of each overwritten, doubled or left out.</summary>
    private static readonly Gen<string> Mutated =
        Gen.Select(Gen.Int[0, Answers.Length - 1], Gen.Double.Unit, Gen.Int[0, 12], Gen.Int[0, Scraps.Length - 1]).Select((which, where, length, scrap) =>
        {
            string answer = Answers[which];
            int start = (int)(where * answer.Length);
            return answer[..start] + Scraps[scrap] + answer[Math.Min(answer.Length, start + length)..];
        });

    [Fact]
    public void It_reads_what_a_serializer_reads_and_refuses_what_that_refuses() => Mutated.Sample(
        text => Assert.Equal(Tell(() => JsonSerializer.Deserialize<Answer>(text)), Tell(() => Answer.Of(Read(text)))), iter: 20_000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_of_the_answers_is_readable(int answer) => Assert.NotNull(Read(Answers[answer]));

    private static RemindResponse? Read(string text) => RemindResponseReader.Read(Encoding.UTF8.GetBytes(text));

    private static string Tell(Func<Answer?> read)
    {
        try
        {
            return JsonSerializer.Serialize(read());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "unreadable";
        }
    }

    private sealed record Answer(
        Body? Response,
        [property: JsonPropertyName("code")] int? Code,
        [property: JsonPropertyName("codeDesc")] string? CodeDescription,
        [property: JsonPropertyName("message")] string? Message)
    {
        public static Answer? Of(RemindResponse? answer) => answer is null ? null : new(
            Body.Of(answer.Response), answer.GatewayCode, answer.GatewayError, answer.GatewayMessage);
    }

    private sealed record Body(Error? Error, Record?[]? RemindFlowRecords, string? RequestId)
    {
        public static Body? Of(RemindResponse.ResponseBody? body) => body is null ? null : new(
            body.Error is { } error ? new(error.Code, error.Message) : null,
            body.RemindFlowRecords?.ConvertAll(record => record is null ? null : new Record(record.FlowId, record.CanRemind, record.RemindMessage)).ToArray(),
            body.RequestId);
    }

    private sealed record Error(string? Code, string? Message);

    private sealed record Record(string? FlowId, bool? CanRemind, string? RemindMessage);
}
