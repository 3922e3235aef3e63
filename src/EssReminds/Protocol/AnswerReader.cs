using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Protocol;

/// <summary>Turns the HTTP response of a server, gateway or proxy into a result.</summary>
internal static class AnswerReader
{
    /// <summary>100 records take about 20 KB; anything longer than this is not the service's answer.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    private const int TooManyRequests = 429;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static async Task<CallResult> ReadAsync(
        ServiceAction action, HttpResponseMessage response, CancellationToken cancellation)
    {
        int status = (int)response.StatusCode;
        if (status >= 500) return Unknown("AnswerStatus", status); // not from the service, which always answers 200

        (byte[] body, int length) = await ReadBodyAsync(response, cancellation).ConfigureAwait(false);
        CallResult? result = length > MaximumBytes ? null : Parse(action, body, length);
        ArrayPool<byte>.Shared.Return(body); // not in a finally: after a failed read, the abandoned read may still write into the buffer
        if (result is not null) return result;
        if (length > MaximumBytes) return Unknown("AnswerTooLong", MaximumBytes / 1024 / 1024);
        if (IsRefusal(status)) return new CallResult(Refused(response, status));
        if (status != 200) return Unknown("AnswerStatus", status);
        return Unknown(length == 0 ? "AnswerEmpty" : "AnswerUnreadable");
    }

    /// <summary>The result that a body contains; null where it is not an answer of the service.</summary>
    internal static CallResult? Parse(ServiceAction action, byte[] body, int length)
    {
        Answer? answer;
        try
        {
            var text = new ReadOnlySpan<byte>(body, 0, length);
            if (text.StartsWith(ByteOrderMark)) text = text.Slice(ByteOrderMark.Length);
            answer = action.Parse(text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: a string with a lone surrogate
        }

        if (answer?.Body is { } response)
        {
            // An error together with results contradicts itself: not an answer to act on.
            if (response is { Error: not null, ResultCount: > 0 }) return null;
            if (response.Error is { } error)
                return new CallResult(CallFault.OfService(action, error.Code ?? "", error.Message, response.RequestId));
            return response.ResultCount is null ? null : new CallResult(response);
        }

        return answer is { GatewayCode: not null and not 0, GatewayError: { } code }
            ? new CallResult(CallFault.OfService(action, code, answer.GatewayMessage, null))
            : null;
    }

    /// <summary>Statuses by which a proxy or gateway rejects a call without passing it on (RFC 9110, RFC 6585).</summary>
    private static bool IsRefusal(int status) =>
        status is 400 or 401 or 403 or 404 or 405 or 407 or 411 or 413 or 414 or 421 or 426 or TooManyRequests or 431;

    private static CallFault Refused(HttpResponseMessage response, int status) => status switch
    {
        TooManyRequests => new CallFault(ErrorId.RateLimited, Remedy.SendAgain, Texts.Format("AnswerStatus", status))
        {
            RetryAfter = RetryAfter(response),
        },
        407 => new CallFault(ErrorId.ConnectionFailed, Remedy.EndRun, Texts.Format("ConnectProxyAuthentication", status)),
        _ => new CallFault(ErrorId.RefusedBeforeService, Remedy.SendAgain, Texts.Format("AnswerStatus", status)),
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is not { } header) return null;
        TimeSpan? time = header.Delta ?? header.Date - (response.Headers.Date ?? DateTimeOffset.UtcNow);
        return time > TimeSpan.Zero ? time : null;
    }

    private static async Task<(byte[] Body, int Length)> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        // .NET Framework's network streams ignore the token once a read has begun, so close the stream instead.
        using CancellationTokenRegistration closing = cancellation.Register(static s => Close((Stream)s), stream);

        long announced = response.Content.Headers.ContentLength ?? 0;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(announced is > 0 and <= MaximumBytes ? (int)announced + 1 : 16 * 1024);
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellation).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
            if (length > MaximumBytes) break;
            if (length == buffer.Length) buffer = Larger(buffer);
        }

        return announced > length ? throw new EndOfStreamException() : (buffer, length);
    }

    private static byte[] Larger(byte[] full)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(buffer, 0);
        ArrayPool<byte>.Shared.Return(full);
        return buffer;
    }

    // Runs on the thread of the time-out or cancellation, where an exception would be unhandled.
    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or NotSupportedException)
        {
            // The stream is being discarded anyway.
        }
    }

    private static CallResult Unknown(string text, params object[] values) =>
        new(new CallFault(ErrorId.OutcomeUnknown, Remedy.Unknown, Texts.Format(text, values)));
}
