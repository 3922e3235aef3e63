using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class FaultsOverHttpTests
{
    /// <summary>The faults that answer with JSON in the service's format after the call was carried out.</summary>
    public static IEnumerable<object[]> RecordFaults() =>
        from fault in (string[])
        [
            "drop-record", "double-record", "foreign-record", "wrong-types", "lone-surrogate", "escape-sequences", "huge-body", "deep-json",
        ]
        from action in (string[])["CreateFlowReminds", "DescribeFlowBriefs", "DescribeFlowInfo", "CreateFlowGroupReminds"]
        select (object[])[fault, action];

    [Theory]
    [MemberData(nameof(RecordFaults))]
    public async Task Record_faults_spoil_the_answer_of_every_action(string fault, string action)
    {
        await using EmulatorHost emulator = await Start(FaultSetting.OnCalls(Faults.Named(fault), 1));
        using var client = new SigningClient(emulator) { Action = action };
        string body = action == "CreateFlowGroupReminds" ? Serving.Group("g") : SigningClient.Body("a", "b", "c");

        using HttpResponseMessage spoilt = await client.SendAsync(body);
        string answer = await spoilt.Content.ReadAsStringAsync();
        string right = (await client.CallAsync(body)).ToJsonString();

        Assert.Equal(1, emulator.Stats.Faults[fault]);
        Assert.Equal(2, emulator.Stats.Actions[action].CarriedOut);
        Assert.Null(emulator.Failure);
        int records = Records(right), spoiltRecords = fault == "deep-json" ? 0 : Records("{\"x\":" + answer + "}");
        int expected = fault switch
        {
            "drop-record" => records - 1,
            "double-record" or "foreign-record" => records + 1,
            "deep-json" => 0,
            _ => records,
        };
        Assert.Equal(expected, spoiltRecords);
        string? mark = fault switch
        {
            "foreign-record" => "yDForeign",
            "lone-surrogate" => @"\ud83d",
            "escape-sequences" => @"\u001B[31m",
            "huge-body" => "xxxxxxxx",
            "deep-json" => "[[[[[[[[",
            _ => null,
        };
        if (mark is not null) Assert.Contains(mark, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_fault_leaves_an_answer_without_records_unchanged()
    {
        await using EmulatorHost emulator = await Start(FaultSetting.Always(Faults.Named("drop-record")));
        emulator.Book.AddUnknown("lost");
        using var client = new SigningClient(emulator) { Action = "DescribeFlowBriefs" };

        Assert.Empty((await client.CallAsync(SigningClient.Body("lost")))["FlowBriefs"]!.AsArray());
        Assert.Null(emulator.Failure);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(407)]
    [InlineData(429)]
    [InlineData(502)]
    public async Task A_status_fault_answers_in_place_of_the_service(int status)
    {
        await using EmulatorHost emulator = await Start(FaultSetting.OnCalls(Faults.Status(status), 1));
        using var client = new SigningClient(emulator);

        using HttpResponseMessage answer = await client.SendAsync(SigningClient.Body("a"));

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(status == 407, answer.Headers.ProxyAuthenticate.Count > 0);
        Assert.Equal((1, 0), (emulator.Stats.Calls, emulator.Stats.CarriedOut));
        Assert.Null(await client.ErrorCodeAsync(SigningClient.Body("a")));
    }

    [Fact]
    public async Task Retry_After_is_sent_as_seconds_or_as_a_date()
    {
        await using EmulatorHost emulator = await Start(
            FaultSetting.OnCalls(Faults.Named("retry-after:7"), 1), FaultSetting.OnCalls(Faults.Named("retry-after-date:7"), 2));
        using var client = new SigningClient(emulator);

        using HttpResponseMessage seconds = await client.SendAsync(SigningClient.Body("a"));
        using HttpResponseMessage date = await client.SendAsync(SigningClient.Body("a"));

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (seconds.StatusCode, seconds.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.TooManyRequests, date.StatusCode);
        Assert.InRange(date.Headers.RetryAfter!.Date!.Value - date.Headers.Date!.Value, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(8));
        Assert.Equal(0, emulator.Stats.CarriedOut);
    }

    [Fact]
    public async Task A_fault_can_be_limited_to_a_period_of_the_emulators_clock()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var options = new EmulatorOptions { TimeProvider = time };
        options.Faults.Add(FaultSetting.Parse("status:502=@5-20"));
        await using EmulatorHost emulator = await EmulatorHost.StartAsync(options);
        using var client = new SigningClient(emulator);

        foreach ((double at, int expected) in ((double, int)[])[(0, 200), (4.9, 200), (5, 502), (19.9, 502), (20, 200)])
        {
            time.Advance(TimeSpan.FromSeconds(at) - time.Passed);
            using HttpResponseMessage answer = await client.SendAsync(SigningClient.Body("a"));
            Assert.Equal((HttpStatusCode)expected, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_on_a_connection_that_was_idle_too_long_is_never_answered(bool https)
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using EmulatorHost emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            TimeProvider = time,
            DropResting = TimeSpan.FromSeconds(25),
            Https = https ? HttpsMode.Trusted : HttpsMode.Off,
        });
        using var client = new SigningClient(emulator);
        await client.RemindAsync("a");
        time.Advance(TimeSpan.FromSeconds(25));
        await client.RemindAsync("b");
        time.Advance(TimeSpan.FromSeconds(25.1));

        Task<JsonNode> dropped = client.RemindAsync("c");
        await Support.Until.Holds(() => emulator.Stats.Faults.ContainsKey("drop-resting"));
        Assert.False(dropped.IsCompleted);
        Assert.Equal((2, 1), (emulator.Stats.Calls, emulator.Stats.Connections));

        // A new connection works; the old one stays dead.
        using var another = new SigningClient(emulator);
        await another.RemindAsync("d");
        Assert.False(dropped.IsCompleted);
        Assert.Equal((3, 2), (emulator.Stats.Calls, emulator.Stats.Connections));
    }

    private static int Records(string response)
    {
        JsonNode node = JsonNode.Parse(response.Replace(@"\ud83d", "", StringComparison.Ordinal))!;
        node = node["x"]?["Response"] ?? node;
        return node.AsObject().Select(member => member.Value).OfType<JsonArray>().Single().Count;
    }

    private static Task<EmulatorHost> Start(params FaultSetting[] faults)
    {
        var options = new EmulatorOptions { Quota = 0, RemindersPerSigner = 3 };
        foreach (FaultSetting fault in faults) options.Faults.Add(fault);
        return EmulatorHost.StartAsync(options);
    }
}
