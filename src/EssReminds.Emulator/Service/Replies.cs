using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Emulator;

/// <summary>Writes responses.</summary>
internal sealed class Replies(EmulatorClock clock)
{
    public const string Json = "application/json";
    public const string Html = "text/html; charset=utf-8";

    public DateTimeOffset UtcNow => clock.UtcNow;

    public async ValueTask SendAsync(HttpContext http, ReadOnlyMemory<byte> body, string? contentType = Json, int status = 200)
    {
        Start(http, body.Length, contentType, status);
        if (body.Length > 0 && !HttpMethods.IsHead(http.Request.Method)) await http.Response.BodyWriter.WriteAsync(body);
    }

    /// <summary>Sets status and headers. The Date header shows the service's clock, which may differ from this machine's.</summary>
    public void Start(HttpContext http, long length, string? contentType, int status)
    {
        HttpResponse response = http.Response;
        response.StatusCode = status;
        response.Headers.Date = clock.DateHeader;
        response.ContentType = contentType;
        response.ContentLength = length;
    }
}
