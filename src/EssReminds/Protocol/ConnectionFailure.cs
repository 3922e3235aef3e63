using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace EssReminds.Protocol;

/// <summary>Why no connection was made.</summary>
internal enum ConnectionCause
{
    UnknownAuthority,
    WrongName,
    CertificateExpired,

    /// <summary>For any other reason, or one that the runtime does not report.</summary>
    CertificateRejected,
    NotTls,
    TlsFailed,
    NameNotFound,

    /// <summary>The DNS server did not answer.</summary>
    NameUnavailable,
    Refused,
    Unreachable,
    TimedOut,
    Closed,
    ProxyAuthenticationRequired,
    ProxyRefused,
    ProxyUnsupported,
    Other,
}

/// <summary>Whether retrying later can help.</summary>
internal enum WaitingHelps
{
    No,

    /// <summary>Seldom: if a few retries fail, more will not help.</summary>
    AFewTimes,
    Yes,
}

/// <summary>Classifies HttpClient's exception for a connection that could not be made, with a message of our own.</summary>
internal sealed class ConnectionFailure
{
    // .NET appends host and port to HttpRequestException's message where it knows them.
    private static readonly Regex Address = new(@"\(([^()\s]+:\d+)\)$", RegexOptions.CultureInvariant);

    private static readonly Dictionary<ConnectionCause, (WaitingHelps Waiting, string Text)> Causes = new()
    {
        [ConnectionCause.UnknownAuthority] = (WaitingHelps.No, "ConnectUnknownAuthority"),
        [ConnectionCause.WrongName] = (WaitingHelps.No, "ConnectWrongName"),
        [ConnectionCause.CertificateExpired] = (WaitingHelps.No, "ConnectCertificateExpired"),
        [ConnectionCause.CertificateRejected] = (WaitingHelps.No, "ConnectCertificateRejected"),
        [ConnectionCause.NotTls] = (WaitingHelps.No, "ConnectNotTls"),
        [ConnectionCause.TlsFailed] = (WaitingHelps.No, "ConnectTlsFailed"),
        [ConnectionCause.NameNotFound] = (WaitingHelps.AFewTimes, "ConnectNameNotFound"),
        [ConnectionCause.NameUnavailable] = (WaitingHelps.Yes, "ConnectNameUnavailable"),
        [ConnectionCause.Refused] = (WaitingHelps.Yes, "ConnectRefused"),
        [ConnectionCause.Unreachable] = (WaitingHelps.Yes, "ConnectUnreachable"),
        [ConnectionCause.TimedOut] = (WaitingHelps.Yes, "ConnectTimedOut"),
        [ConnectionCause.Closed] = (WaitingHelps.Yes, "ConnectClosed"),
        [ConnectionCause.ProxyAuthenticationRequired] = (WaitingHelps.No, "ConnectProxyAuthentication"),
        [ConnectionCause.ProxyRefused] = (WaitingHelps.AFewTimes, "ConnectProxyRefused"),
        [ConnectionCause.ProxyUnsupported] = (WaitingHelps.No, "ConnectProxyUnsupported"),
        [ConnectionCause.Other] = (WaitingHelps.Yes, "ConnectOther"),
    };

    private ConnectionFailure(ConnectionCause cause, Exception exception, object? detail, WaitingHelps? waiting = null)
    {
        Cause = cause;
        WaitingHelps = waiting ?? Causes[cause].Waiting;
        Message = Texts.Format(Causes[cause].Text, detail ?? AddressIn(exception) ?? Texts.Get("ConnectTarget"));
    }

    public ConnectionCause Cause { get; }

    public WaitingHelps WaitingHelps { get; }

    /// <summary>The cause and what to do, in the session's language.</summary>
    public string Message { get; }

    /// <param name="exception">The exception of HttpClient.SendAsync, from before the request began to be sent.</param>
    public static ConnectionFailure Of(Exception exception)
    {
        Exception last = exception;
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            last = e;
            if (IsOfProxy(e)) return OfProxy(exception, (HttpStatusCode?)Property(e, "StatusCode"));
            if (CauseOf(e) is { } cause) return new ConnectionFailure(cause, exception, null);
        }

        return new ConnectionFailure(ConnectionCause.Other, exception, last.Message);
    }

    private static ConnectionCause? CauseOf(Exception e) => e switch
    {
        NotSupportedException => ConnectionCause.ProxyUnsupported,
        TimeoutException => ConnectionCause.TimedOut,
        AuthenticationException => OfTls(e),
        SocketException socket => OfSocket(socket.SocketErrorCode),
        // .NET Framework's exception; its inner exception may say more.
        WebException web => OfFramework(web),
        IOException when e.InnerException is null or IOException => ConnectionCause.Closed,
        _ => null,
    };

    // By reflection: netstandard2.0 lacks both HttpRequestError and StatusCode.
    private static bool IsOfProxy(Exception e) =>
        e is HttpRequestException && Property(e, "HttpRequestError")?.ToString() == "ProxyTunnelError";

    private static ConnectionFailure OfProxy(Exception exception, HttpStatusCode? status) => status switch
    {
        null => new ConnectionFailure(ConnectionCause.ProxyRefused, exception, "-"), // SOCKS has no status codes
        HttpStatusCode.ProxyAuthenticationRequired =>
            new ConnectionFailure(ConnectionCause.ProxyAuthenticationRequired, exception, (int)status),
        // 5xx: the proxy cannot reach the service right now; 429: it asks to retry later.
        >= HttpStatusCode.InternalServerError or (HttpStatusCode)429 =>
            new ConnectionFailure(ConnectionCause.ProxyRefused, exception, (int)status, WaitingHelps.Yes),
        _ => new ConnectionFailure(ConnectionCause.ProxyRefused, exception, (int)status, WaitingHelps.No),
    };

    /// <summary>.NET reports the cause only in the message, by the names of enum flags, which are not translated.</summary>
    private static ConnectionCause OfTls(Exception e)
    {
        if (Says(nameof(SslPolicyErrors.RemoteCertificateNameMismatch))) return ConnectionCause.WrongName;
        if (Says(nameof(X509ChainStatusFlags.UntrustedRoot)) || Says(nameof(X509ChainStatusFlags.PartialChain)))
            return ConnectionCause.UnknownAuthority;
        if (Says(nameof(X509ChainStatusFlags.NotTimeValid))) return ConnectionCause.CertificateExpired;
        if (Says("certificate")) return ConnectionCause.CertificateRejected;
        return Says("frame") ? ConnectionCause.NotTls : ConnectionCause.TlsFailed;

        bool Says(string word) => e.Message.IndexOf(word, StringComparison.Ordinal) >= 0;
    }

    private static ConnectionCause OfSocket(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.NoRecovery => ConnectionCause.NameNotFound,
        SocketError.TryAgain => ConnectionCause.NameUnavailable,
        SocketError.ConnectionRefused => ConnectionCause.Refused,
        SocketError.TimedOut => ConnectionCause.TimedOut,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            ConnectionCause.Unreachable,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => ConnectionCause.Closed,
        _ => ConnectionCause.Other,
    };

    private static ConnectionCause? OfFramework(WebException e) => e.Status switch
    {
        WebExceptionStatus.TrustFailure => ConnectionCause.CertificateRejected,
        WebExceptionStatus.SecureChannelFailure => ConnectionCause.TlsFailed,
        WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => ConnectionCause.NameNotFound,
        WebExceptionStatus.Timeout => ConnectionCause.TimedOut,
        WebExceptionStatus.ConnectionClosed or WebExceptionStatus.KeepAliveFailure => ConnectionCause.Closed,
        _ => null,
    };

    private static object? Property(Exception e, string name) => e.GetType().GetProperty(name)?.GetValue(e);

    private static string? AddressIn(Exception e) => Address.Match(e.Message) is { Success: true } match ? match.Groups[1].Value : null;
}
