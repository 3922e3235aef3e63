using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Protocol;

/// <summary>
/// A request body that can be written only once. It records whether writing has begun, which separates calls that certainly were not
/// carried out from those in doubt; a second write throws, so that no HTTP stack can retry a call on its own.
/// </summary>
internal sealed class RequestContent : HttpContent
{
    private readonly byte[] _body;
    private readonly Action? _onWritten;
    private int _started;

    public RequestContent(byte[] body, string contentType, Action? onWritten)
    {
        _body = body;
        _onWritten = onWritten;
        Headers.TryAddWithoutValidation("Content-Type", contentType);
        Headers.ContentLength = body.Length;
    }

    public bool Started => Volatile.Read(ref _started) != 0;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0) throw new IOException("The request was written before.");
        await stream.WriteAsync(_body, 0, _body.Length).ConfigureAwait(false);
        await stream.FlushAsync().ConfigureAwait(false);
        _onWritten?.Invoke();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
