using System;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;

namespace EssReminds.Protocol;

/// <summary>One call of an action, signed and sent once; whatever happens once its body is on the way, there is a result.</summary>
internal sealed class EssClient
{
    public const string ContentType = "application/json";

    /// <summary>How often a call may be sent again where waiting hardly helps.</summary>
    private const int AFewTimes = 3;

    private static readonly string RequestClient = "EssReminds-" + typeof(EssClient).Assembly.GetName().Version.ToString(3);

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _host;
    private readonly TimeSpan _timeout;

    /// <param name="http">Follows no redirects and has no timeout of its own.</param>
    /// <param name="endpoint">Scheme, host and port; the path is always <c>/</c>.</param>
    /// <param name="timeout">For one call, from the connection to the last byte of the answer.</param>
    public EssClient(HttpClient http, Uri endpoint, TimeSpan timeout)
    {
        _http = http;
        _address = new Uri(endpoint.GetLeftPart(UriPartial.Authority) + "/");
        string name = endpoint.HostNameType == UriHostNameType.IPv6 ? endpoint.Host : endpoint.IdnHost; // [::1], and not ::1
        _host = endpoint.IsDefaultPort ? name : name + ":" + endpoint.Port.ToString(CultureInfo.InvariantCulture);
        _timeout = timeout;
    }

    /// <summary>Sends one body.</summary>
    /// <param name="action">What is asked.</param>
    /// <param name="credential">Signs the call.</param>
    /// <param name="now">The time to sign with: the server's, as far as known.</param>
    /// <param name="body">In JSON.</param>
    /// <param name="onWritten">Called when the request has left.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <exception cref="OperationCanceledException">The call was given up before its body was written.</exception>
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
            // Whatever it is: what decides is whether the body began to leave.
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

    /// <summary>Why no answer came, in our words where it is the network that failed.</summary>
    private static string Lost(Exception e) =>
        Innermost(e) is IOException or SocketException ? Texts.Get("AnswerLost") : Innermost(e).Message;

    private HttpRequestMessage Sign(ServiceAction action, EssCredential credential, long timestamp, byte[] body, RequestContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        var headers = request.Headers;
        // .NET Framework's own may differ from what is signed (a name that is not ASCII); .NET's is the same, and cheaper than ours.
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

    // HttpClient's own message says no more than "an error occurred while sending the request".
    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        return e;
    }
}
