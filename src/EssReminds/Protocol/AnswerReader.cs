using System;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Resources;

namespace EssReminds.Protocol;

/// <summary>Makes a result of whatever a server, a gateway or a proxy answers.</summary>
internal static class AnswerReader
{
    /// <summary>100 records are some 20 KB; what is longer than this is no answer of the service.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static async Task<CallResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        int status = (int)response.StatusCode;
        if (status >= 500) return Unknown("AnswerStatus", status);

        (byte[] body, int length) = await ReadBodyAsync(response, cancellation).ConfigureAwait(false);
        if (length > MaximumBytes) return Unknown("AnswerTooLong", MaximumBytes / 1024 / 1024);
        if (length == 0) return status == 200 ? Unknown("AnswerEmpty") : Unknown("AnswerStatus", status);

        CallResult? result = Parse(body, length);
        if (result is not null) return result;
        return status == 200 ? Unknown("AnswerUnreadable") : Unknown("AnswerStatus", status);
    }

    /// <summary>The result that a body tells, or null where it tells none.</summary>
    internal static CallResult? Parse(byte[] body, int length)
    {
        RemindResponse? answer;
        try
        {
            var text = new ReadOnlySpan<byte>(body, 0, length);
            if (text.StartsWith(ByteOrderMark)) text = text.Slice(ByteOrderMark.Length);
            answer = JsonSerializer.Deserialize(text, WireJson.Default.RemindResponse);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: a string with a lone surrogate
        }

        if (answer?.Response is { } response)
        {
            // Refused and carried out at once: no answer of the service, and nothing to act upon.
            if (response is { Error: not null, RemindFlowRecords.Count: > 0 }) return null;
            if (response.Error is { } error)
                return CallResult.Of(CallFault.OfService(error.Code ?? "", error.Message, response.RequestId));
            return response.RemindFlowRecords is { } records ? CallResult.Of(records, response.RequestId) : null;
        }

        return answer is { GatewayCode: not null and not 0, GatewayError: { } code }
            ? CallResult.Of(CallFault.OfService(code, answer.GatewayMessage, null))
            : null;
    }

    private static async Task<(byte[] Body, int Length)> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        // .NET Framework's network streams look at no token once a read has begun.
        using CancellationTokenRegistration closing = cancellation.Register(static s => Close((Stream)s), stream);

        long announced = response.Content.Headers.ContentLength ?? 0;
        byte[] buffer = new byte[announced is > 0 and <= MaximumBytes ? (int)announced + 1 : 16 * 1024];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellation).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
            if (length > MaximumBytes) break;
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaximumBytes + 1));
        }

        return announced > length ? throw new EndOfStreamException() : (buffer, length);
    }

    // On whatever thread the time ran out: nothing may be thrown there.
    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or NotSupportedException)
        {
            // It is of no use any more either way.
        }
    }

    private static CallResult Unknown(string text, params object[] values) =>
        CallResult.Of(new CallFault(ErrorId.OutcomeUnknown, Then.Unknown, Texts.Format(text, values)));
}
