using System;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;

namespace EssReminds.Protocol;

/// <summary>Signs a call and sends it once. As soon as its body may have been sent, every failure is returned as a result.</summary>
internal sealed class EssClient
{
    public const string ContentType = "application/json";

    /// <summary>The number of retries where waiting seldom helps.</summary>
    private const int AFewTimes = 3;

    private static readonly string RequestClient = "EssReminds-" + typeof(EssClient).Assembly.GetName().Version.ToString(3);

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _host;
    private readonly TimeSpan _timeout;

    /// <param name="http">Must not follow redirects, nor have a time-out of its own.</param>
    /// <param name="endpoint">Scheme, host and port; the path is always <c>/</c>.</param>
    /// <param name="timeout">The time-out of one call, from connecting to the last byte of the answer.</param>
    public EssClient(HttpClient http, Uri endpoint, TimeSpan timeout)
    {
        _http = http;
        _address = new Uri(endpoint.GetLeftPart(UriPartial.Authority) + "/");
        string name = endpoint.HostNameType == UriHostNameType.IPv6 ? endpoint.Host : endpoint.IdnHost; // the URI form [::1], not ::1
        _host = endpoint.IsDefaultPort ? name : name + ":" + endpoint.Port.ToString(CultureInfo.InvariantCulture);
        _timeout = timeout;
    }

    /// <summary>Makes one call.</summary>
    /// <param name="action">The action to call.</param>
    /// <param name="credential">Signs the call.</param>
    /// <param name="now">The time to sign with: the server's, as far as it is known.</param>
    /// <param name="body">The body, in JSON.</param>
    /// <param name="onWritten">Called once the request has been sent.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="OperationCanceledException">The call was canceled before its body began to be sent.</exception>
    public async Task<CallResult> SendAsync(
        ServiceAction action, EssCredential credential, DateTimeOffset now, byte[] body, Action? onWritten, CancellationToken cancellation)
    {
        using var content = new RequestContent(body, ContentType, onWritten);
        using HttpRequestMessage request = Sign(action, credential, now.ToUnixTimeSeconds(), body, content);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            using HttpResponseMessage response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            CallResult result = await AnswerReader.ReadAsync(action, response, limit.Token).ConfigureAwait(false);
            if (result.Fault is not null) result.ServerTime = response.Headers.Date;
            return result;
        }
        catch (Exception e)
        {
            // Any exception: all that matters is whether the body may have been sent.
            if (!content.Started) cancellation.ThrowIfCancellationRequested();
            string? ours = cancellation.IsCancellationRequested ? Texts.Get("CallGivenUp")
                : limit.IsCancellationRequested ? Texts.Format("CallTimedOut", _timeout.TotalSeconds)
                : null;
            if (content.Started)
                return new CallResult(new CallFault(ErrorId.OutcomeUnknown, Remedy.Unknown, ours ?? Lost(e)));
            return new CallResult(ours is null
                ? NotConnected(ConnectionFailure.Of(e))
                : new CallFault(ErrorId.ConnectionFailed, Remedy.SendAgain, ours));
        }
    }

    private static CallFault NotConnected(ConnectionFailure failure) => failure.WaitingHelps switch
    {
        WaitingHelps.No => new CallFault(ErrorId.ConnectionFailed, Remedy.EndRun, failure.Message),
        WaitingHelps.AFewTimes => new CallFault(ErrorId.ConnectionFailed, Remedy.SendAgain, failure.Message) { MaximumRetries = AFewTimes },
        _ => new CallFault(ErrorId.ConnectionFailed, Remedy.SendAgain, failure.Message),
    };

    /// <summary>Why no answer came, in our own words for a network failure.</summary>
    private static string Lost(Exception e) =>
        Innermost(e) is IOException or SocketException ? Texts.Get("AnswerLost") : Innermost(e).Message;

    private HttpRequestMessage Sign(ServiceAction action, EssCredential credential, long timestamp, byte[] body, RequestContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        var headers = request.Headers;
        // On .NET Framework the default Host header may differ from the signed one (for a non-ASCII name); .NET's is the same, and
        // cheaper.
        if (NetFramework.IsHere) headers.Host = _host;
        headers.TryAddWithoutValidation("Authorization",
            Tc3Signature.Authorization(credential, action.Product.Name, timestamp, _host, ContentType, body));
        headers.TryAddWithoutValidation("X-TC-Action", action.Name);
        headers.TryAddWithoutValidation("X-TC-Version", action.Product.Version);
        headers.TryAddWithoutValidation("X-TC-Timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("X-TC-RequestClient", RequestClient);
        credential.WriteToken(token => headers.TryAddWithoutValidation("X-TC-Token", token));
        return request;
    }

    // HttpClient's own message says only "an error occurred while sending the request".
    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        return e;
    }
}
