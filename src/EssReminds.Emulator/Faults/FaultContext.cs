using System;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Emulator;

/// <summary>The context of a fault: the request, the real answer if the call was carried out, and the ways to corrupt it.</summary>
internal sealed class FaultContext(Call call, Replies replies, FaultPlan plan)
{
    private static readonly JsonSerializerOptions AsTheServiceWrites = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 2000,
    };

    public CancellationToken ClientGone => call.Http.RequestAborted;

    public IHeaderDictionary Headers => call.Http.Response.Headers;

    /// <summary>The service's wall-clock time.</summary>
    public DateTimeOffset UtcNow => replies.UtcNow;

    /// <summary>A random number below a limit, by the seed.</summary>
    public int Pick(int limit) => plan.Next(limit);

    /// <summary>Resets the connection.</summary>
    public Task Abort()
    {
        call.Http.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Waits until the client gives up.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, ClientGone);

    public Task SendAnswerAsync(string contentType = Replies.Json) => replies.SendAsync(call.Http, call.Answer, contentType).AsTask();

    public Task SendAsync(string text, string? contentType = Replies.Json, int status = 200) =>
        replies.SendAsync(call.Http, Encoding.UTF8.GetBytes(text), contentType, status).AsTask();

    /// <summary>Sends an HTML page as proxies do.</summary>
    public Task SendPageAsync(int status, string title) =>
        SendAsync($"<html><head><title>{status} {title}</title></head><body><h1>{title}</h1></body></html>", Replies.Html, status);

    public Task SendErrorAsync(ServiceError error)
    {
        call.Fail(error);
        return SendAnswerAsync();
    }

    /// <summary>Announces the whole answer's length, sends half of it and closes the connection.</summary>
    public async Task SendHalfAsync()
    {
        replies.Start(call.Http, call.Answer.Length, Replies.Json, status: 200);
        await call.Http.Response.BodyWriter.WriteAsync(call.Answer[..(call.Answer.Length / 2)]);
        call.Http.Abort();
    }

    /// <summary>Redirects the client to another path of this emulator.</summary>
    public Task RedirectAsync(string path)
    {
        call.Http.Response.Headers.Location = $"http://{call.Http.Request.Host}{path}";
        return SendAsync("", contentType: null, StatusCodes.Status302Found);
    }

    /// <summary>Modifies the real answer and sends it; an answer without records is sent unchanged.</summary>
    /// <param name="change">Modifies the answer's Response and its records.</param>
    /// <param name="finish">Modifies the final text, for changes that are not possible in valid JSON.</param>
    public Task SendChangedAsync(Action<JsonObject, JsonArray> change, Func<string, string>? finish = null)
    {
        JsonNode root = JsonNode.Parse(call.Answer.Span)!;
        JsonObject response = root["Response"]!.AsObject();
        JsonArray records = response.Select(member => member.Value).OfType<JsonArray>().First();
        if (records.Count > 0) change(response, records);
        string text = root.ToJsonString(AsTheServiceWrites);
        return SendAsync(finish is null ? text : finish(text));
    }
}
