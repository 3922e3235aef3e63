using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Emulator;

/// <summary>One call as it passes through the gateway.</summary>
internal sealed class Call(HttpContext http, int number, TimeSpan arrived, RecordedCall? record)
{
    /// <summary>The service's size limit for signed POST requests.</summary>
    private const int LargestBody = 10 * 1024 * 1024;

    private ReadOnlyMemory<byte>? _body;

    public HttpContext Http => http;

    public IHeaderDictionary Headers => http.Request.Headers;

    /// <summary>The number of the call, from one, in order of arrival.</summary>
    public int Number => number;

    public TimeSpan Arrived => arrived;

    /// <summary>The call's record if raw requests are recorded, else null.</summary>
    public RecordedCall? Record => record;

    public string Action => Headers["X-TC-Action"].ToString();

    public bool IsEnglish => Headers["X-TC-Language"] == "en-US";

    public ReadOnlyMemory<byte> Body => _body ?? default;

    public bool TooLarge { get; private set; }

    public ReadOnlyMemory<byte> Answer { get; private set; }

    /// <summary>The error code in the answer; null where it is not an error.</summary>
    public string? ErrorCode { get; private set; }

    public async ValueTask ReadBodyAsync()
    {
        if (_body is not null) return;
        using var body = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 0, LargestBody));
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        TooLarge = body.Length > LargestBody;
        _body = TooLarge ? ReadOnlyMemory<byte>.Empty : body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    public void Succeed(ReadOnlyMemory<byte> answer) => (Answer, ErrorCode) = (answer, null);

    public void Fail(ServiceError error)
    {
        var answer = new ErrorAnswer(new ErrorAnswer.Details(error.Code, IsEnglish ? error.English : error.Chinese));
        Answer = WireJson.Write(answer, WireJson.Default.EnvelopeErrorAnswer);
        ErrorCode = error.Code;
    }
}
