using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Http;
using System.Threading;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Protocol;

namespace EssReminds;

/// <summary>Who calls the service, at which address and how fast. Created by Connect-Ess; it exposes no secret.</summary>
[DebuggerDisplay("{Operator,nq} at {Endpoint}")]
public sealed class EssConnection
{
    private static readonly List<WeakReference<EssConnection>> Earlier = []; // oldest first
    private static EssConnection? _current;

    private readonly HttpClient _http;
    private long _answeredAt = long.MinValue / 2;
    private bool _closed;

    private EssConnection(ConnectionSettings settings, Caller caller, CredentialSource credentials, EssCredential firstCredential)
    {
        Endpoint = settings.Endpoint;
        Caller = caller;
        RequestsPerSecond = settings.RequestsPerSecond;
        TimeoutSec = settings.TimeoutSec;
        Proxy = settings.Proxy?.Address;
        Credentials = credentials;
        SecretId = firstCredential.MaskedSecretId;

        _http = EssHttp.CreateClient(settings);
        Client = new EssClient(_http, Endpoint, TimeSpan.FromSeconds(TimeoutSec));
        Account = Account.For(credentials.QuotaKey, Endpoint, RequestsPerSecond);
    }

    /// <summary>The address that calls go to.</summary>
    public Uri Endpoint { get; }

    /// <summary>The product of the service: ess, or essbasic for third-party applications.</summary>
    public string Product => Caller.Product.Name;

    /// <summary>The employee in whose name reminders are sent: OperatorUserId or OperatorOpenId, depending on the product.</summary>
    public string Operator => Caller.Operator;

    /// <summary>The employee in whose name reminders are sent; null in the product essbasic.</summary>
    public string? OperatorUserId => Caller[nameof(OperatorUserId)];

    /// <summary>The key's SecretId, masked except for its ends.</summary>
    public string SecretId { get; }

    /// <summary>Where the key came from.</summary>
    public string Source => Credentials.Description;

    /// <summary>The account's quota in calls per second, as given to Connect-Ess.</summary>
    public double RequestsPerSecond { get; }

    /// <summary>The time-out of one call, including its body, in seconds.</summary>
    public int TimeoutSec { get; }

    /// <summary>The subsidiary that a group company acts for, or null.</summary>
    public string? ProxyOrganizationId => Caller[nameof(ProxyOrganizationId)];

    /// <summary>The third-party application; null in the product ess.</summary>
    public string? AppId => Caller[nameof(AppId)];

    /// <summary>The organization, by the application's own id for it; null in the product ess.</summary>
    public string? OrganizationOpenId => Caller[nameof(OrganizationOpenId)];

    /// <summary>The employee in whose name reminders are sent, by the application's own id; null in the product ess.</summary>
    public string? OperatorOpenId => Caller[nameof(OperatorOpenId)];

    /// <summary>The proxy given to Connect-Ess; null if none was, and the system's applies unless it was ruled out.</summary>
    public Uri? Proxy { get; }

    /// <summary>The newest connection of the process; null once it is closed. Setting null forgets the earlier ones, too.</summary>
    internal static EssConnection? Current
    {
        get => Volatile.Read(ref _current);
        set
        {
            lock (Earlier)
            {
                if (value is null) Earlier.Clear();
                else if (_current is { } earlier) Earlier.Add(new WeakReference<EssConnection>(earlier));
                Volatile.Write(ref _current, value);
            }
        }
    }

    /// <summary>The open connections of the process, newest first. Earlier ones are only weakly referenced here.</summary>
    internal static IEnumerable<EssConnection> FindOpen()
    {
        var open = new List<EssConnection>();
        lock (Earlier)
        {
            if (_current is { } newest) open.Add(newest);
            for (int i = Earlier.Count - 1; i >= 0; i--)
            {
                if (Earlier[i].TryGetTarget(out EssConnection? earlier) && !earlier.IsClosed) open.Add(earlier);
                else Earlier.RemoveAt(i);
            }
        }

        return open;
    }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal CredentialSource Credentials { get; }

    internal EssClient Client { get; }

    /// <summary>The clock for a checkpoint's dates, the times of outcomes and the waits of runs.</summary>
    internal Clock Clock { get; set; } = Clock.System;

    /// <summary>The caller, as named in every request body.</summary>
    internal Caller Caller { get; }

    internal Account Account { get; }

    internal bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Creates a connection without calling the service.</summary>
    internal static EssConnection Open(
        ConnectionSettings settings, Caller caller, CredentialSource credentials, CancellationToken cancellation = default) =>
        new(settings, caller, credentials, credentials.GetAsync(cancellation).GetAwaiter().GetResult());

    /// <inheritdoc/>
    public override string ToString() => Operator + " at " + Endpoint;

    /// <summary>Whether the service answered within the last minute, so that most likely nothing else is answering in its place.</summary>
    internal bool HasJustAnswered => Clock.System.Ticks - Volatile.Read(ref _answeredAt) < TimeSpan.TicksPerMinute;

    /// <summary>Notes that the service itself has answered.</summary>
    internal void NoteAnswer() => Volatile.Write(ref _answeredAt, Clock.System.Ticks);

    /// <summary>Clears the key and aborts calls in flight.</summary>
    internal void Close()
    {
        Volatile.Write(ref _closed, true);
        Interlocked.CompareExchange(ref _current, null, this);
        Credentials.Clear();
        _http.Dispose();
    }
}
