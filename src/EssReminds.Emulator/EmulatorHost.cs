using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EssReminds.Emulator;

/// <summary>A running emulator. Several can run in one process; they share nothing.</summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EmulatorClock _clock;
    private readonly Tally _tally = new();
    private readonly FaultPlan _faults;
    private readonly Replies _replies;
    private readonly Gateway _gateway;
    private readonly bool _records;
    private readonly TimeSpan _dropResting;
    private readonly ConcurrentQueue<RecordedCall> _calls = new();
    private readonly ServerCertificate? _certificate;

    private EmulatorHost(EmulatorOptions options)
    {
        _clock = new EmulatorClock(options.TimeProvider, options.ClockOffset);
        _faults = new FaultPlan(options);
        _replies = new Replies(_clock);
        _records = options.RecordCalls;
        _dropResting = options.DropResting;
        Book = new FlowBook(options, _clock);
        if (options.FlowFile is { } file) Book.AddFile(file);
        _gateway = new Gateway(options, _clock, Keys, Book, _tally, _faults, _replies);

        // An empty builder: only the options count, not environment variables or settings files, and nothing is logged.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (options.Https != HttpsMode.Off) _certificate = new ServerCertificate(options.Https);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, Listen);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>The service's address: <c>http://127.0.0.1:PORT/</c>, or https.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A PEM file with the CA certificate to trust; null over plain http. Deleted when the emulator is disposed.</summary>
    public string? CaFile => _certificate?.CaFile;

    /// <summary>The flows that the service knows, and the reminders of each signer.</summary>
    public FlowBook Book { get; }

    /// <summary>The keys that the service accepts.</summary>
    public KnownKeys Keys { get; } = new();

    /// <summary>The statistics so far.</summary>
    public EmulatorStats Stats => _tally.Snapshot(Book);

    /// <summary>All calls so far, failed ones included, if <see cref="EmulatorOptions.RecordCalls"/> is set; else empty.</summary>
    public IReadOnlyList<RecordedCall> Calls => [.. _calls];

    /// <summary>How far the service's clock is ahead; see <see cref="EmulatorOptions.ClockOffset"/>.</summary>
    public TimeSpan ClockOffset
    {
        get => _clock.Offset;
        set => _clock.Offset = value;
    }

    /// <summary>The first unexpected exception in a call, from the emulator itself or from a script.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Starts an emulator, which accepts calls when the task completes.</summary>
    public static async Task<EmulatorHost> StartAsync(EmulatorOptions? options = null)
    {
        var host = new EmulatorHost(options ?? new EmulatorOptions());
        try
        {
            await host._app.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        host.Address = new Uri(host._app.Urls.Single());
        return host;
    }

    /// <summary>Stops immediately: the connections of unanswered calls are reset, and the port is freed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }

    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Items[typeof(RestingConnection)] = new RestingConnection(_dropResting, _clock.Elapsed);
            if (!_faults.RefusesConnection(_tally.Connect(), _clock.Elapsed)) return next(connection);
            _tally.Fault(Faults.RefuseConnection.Name);
            connection.Abort();
            return Task.CompletedTask;
        });
        if (_certificate is { } certificate)
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(
                    new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Context }),
            });
        }
    }

    private async Task HandleAsync(HttpContext http)
    {
        TimeSpan arrived = _clock.Elapsed;
        var connection = (RestingConnection)http.Features.Get<IConnectionItemsFeature>()!.Items[typeof(RestingConnection)]!;
        if (connection.Drops(arrived))
        {
            _tally.Fault(RestingConnection.FaultName);
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        string path = http.Request.Path;
        RecordedCall? record = null;
        bool isCall = path == EmulatorPaths.Service && HttpMethods.IsPost(http.Request.Method);
        if (_records && isCall) _calls.Enqueue(record = Record(http.Request, arrived));
        try
        {
            if (isCall) await _gateway.AnswerAsync(http, arrived, record);
            else await AnswerProbeAsync(http, path);
        }
        catch (Exception e)
        {
            Failure ??= e;
            throw;
        }
        finally
        {
            connection.Rest(_clock.Elapsed);
        }
    }

    private async Task AnswerProbeAsync(HttpContext http, string path)
    {
        if (path == EmulatorPaths.Stats)
        {
            await _replies.SendAsync(http, JsonSerializer.SerializeToUtf8Bytes(Stats, StatsJson.Default.EmulatorStats));
            return;
        }

        if (path == EmulatorPaths.Redirected) _tally.FollowRedirect();
        else _tally.Probe();
        var call = new Call(http, number: 0, _clock.Elapsed, record: null);
        call.Fail(ServiceErrors.MissingHeader("Action"));
        await _replies.SendAsync(http, call.Answer);
    }

    private RecordedCall Record(HttpRequest request, TimeSpan arrived) => new()
    {
        Method = request.Method,
        Path = request.Path + request.QueryString,
        Headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        Arrived = arrived,
        ArrivedAt = _clock.UtcNow,
    };

    /// <summary>The default lifetime would handle Ctrl+C for the whole process.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
