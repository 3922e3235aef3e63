using System;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

/// <summary>A flow book and the actions on it, without HTTP, signatures and quotas. Its time stands still.</summary>
internal sealed class Serving
{
    private readonly ServiceScope _scope;

    public Serving(EmulatorOptions? options = null)
    {
        options ??= new EmulatorOptions();
        options.TimeProvider = Time;
        _scope = new ServiceScope(new FlowBook(options, new EmulatorClock(Time, TimeSpan.Zero)), options);
    }

    /// <summary>Half past eleven in the evening in China.</summary>
    public ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 15, 30, 0, TimeSpan.Zero));

    public FlowBook Book => _scope.Book;

    /// <summary>The parameters of a call of the product ess that names flows.</summary>
    public static string Flows(string[] flowIds, string more = "") =>
        $$"""{"Operator":{"UserId":"u"},"FlowIds":{{JsonSerializer.Serialize(flowIds)}}{{(more.Length > 0 ? "," + more : "")}}}""";

    /// <summary>The parameters of a call of the product essbasic that names flows.</summary>
    public static string ChannelFlows(string[] flowIds, string more = "") => $$$"""
        {
          "Agent": { "AppId": "a", "ProxyOrganizationOpenId": "o", "ProxyOperator": { "OpenId": "p" } },
          "FlowIds": {{{JsonSerializer.Serialize(flowIds)}}}{{{(more.Length > 0 ? "," + more : "")}}}
        }
        """;

    /// <summary>The parameters of a call that names a group of flows.</summary>
    public static string Group(string flowGroupId) => $$"""{"Operator":{"UserId":"u"},"FlowGroupId":"{{flowGroupId}}"}""";

    /// <summary>The Response of a call that succeeds.</summary>
    public JsonNode Serve(ServiceAction action, string body)
    {
        Outcome<ReadOnlyMemory<byte>> outcome = action.Serve(Encoding.UTF8.GetBytes(body), _scope);
        Assert.Null(outcome.Error?.Code);
        return JsonNode.Parse(outcome.Value.Span)!["Response"]!;
    }

    /// <summary>The error of a call that fails as a whole; null if it does not.</summary>
    public ServiceError? Error(ServiceAction action, string body) => action.Serve(Encoding.UTF8.GetBytes(body), _scope).Error;
}
